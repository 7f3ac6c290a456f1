"""Which of two notice periods is shorter, whatever the month."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from slaspec.language.quantities import Span

_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}


def not_shorter(longer: Span, shorter: Span) -> bool:
    """Whether the first span is at least as long as the second, from every day on."""
    for units in ({longer.unit: 1}, _DAYS, _MONTHS):
        if longer.unit in units and shorter.unit in units:
            return longer.count * units[longer.unit] >= shorter.count * units[shorter.unit]
    least, most = _least_days(longer), _most_days(shorter)
    return least is not None and most is not None and least >= most


def _least_days(span: Span) -> int | None:
    if span.unit == "working days":
        return span.count
    return _days(span, shortest=True)


def _most_days(span: Span) -> int | None:
    return None if span.unit == "working days" else _days(span, shortest=False)


def _days(span: Span, *, shortest: bool) -> int | None:
    if span.unit in _DAYS:
        return span.count * _DAYS[span.unit]
    if span.unit == "hours":
        return span.count // 24 if shortest else -(-span.count // 24)
    if span.unit not in _MONTHS:
        return None
    lengths = _month_lengths(span.count * _MONTHS[span.unit])
    return min(lengths) if shortest else max(lengths)


@lru_cache(maxsize=64)
def _month_lengths(months: int) -> tuple[int, ...]:
    """Days of so many months from each month of four years on (a leap year among them)."""
    begins = [(2000 + n // 12, n % 12 + 1) for n in range(48)]
    later = ((y + (m - 1 + months) // 12, (m - 1 + months) % 12 + 1) for y, m in begins)
    return tuple(
        (date(*after, 1) - date(*before, 1)).days
        for before, after in zip(begins, later, strict=True)
    )
