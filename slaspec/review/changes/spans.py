"""Which of two periods is the longer one, where that does not depend on the calendar."""

from __future__ import annotations

from fractions import Fraction

from slaspec.language.quantities import Span

# The fewest and the most days of one unit; None where nobody can tell.
_DAYS: dict[str, tuple[Fraction, Fraction | None]] = {
    "hours": (Fraction(1, 24), Fraction(1, 24)),
    "days": (Fraction(1), Fraction(1)),
    "weeks": (Fraction(7), Fraction(7)),
    "months": (Fraction(28), Fraction(31)),
    "years": (Fraction(365), Fraction(366)),
    "working days": (Fraction(1), None),
    "windows": (Fraction(0), None),
}
_MONTHS = {"months": 1, "years": 12}


def sign_of(base: Span, head: Span) -> int | None:
    """1 where the second period is longer, -1 where shorter, 0 for equal; None: it depends."""
    if base.unit == head.unit:
        return _sign(head.count - base.count)
    if base.unit in _MONTHS and head.unit in _MONTHS:
        return _sign(head.count * _MONTHS[head.unit] - base.count * _MONTHS[base.unit])
    (least_before, most_before), (least, most) = _bounds(base), _bounds(head)
    if least_before == most_before and least == most:
        return _sign(least - least_before)
    if most_before is not None and most_before < least:
        return 1
    return -1 if most is not None and most < least_before else None


def _bounds(span: Span) -> tuple[Fraction, Fraction | None]:
    least, most = _DAYS[span.unit]
    return least * span.count, None if most is None else most * span.count


def _sign(number: Fraction | int) -> int:
    return (number > 0) - (number < 0)
