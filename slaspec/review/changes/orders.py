"""Which of two values of a contract is more, wherever that can be told for certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slaspec.language.model.interpretation import FixedMonth
from slaspec.language.model.remedy import CalendarDays
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Amount, Day, Duration, Lookback, Money, Share, Span
from slaspec.review.changes.spans import sign_of

Order = int | None  # 1: the second is more, -1: less, 0: they are equal, None: nobody can tell
_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_ONE_UNIT = {
    "service days": ("service hours", 24),
    "x": ("%", 100),
    "s": ("ms", 1000),
}
_FIGURES: tuple[tuple[str, tuple[type, ...], Callable[[Any], Any]], ...] = (
    ("share", (Share,), lambda share: share.value),
    ("time", (Duration,), lambda duration: duration.milliseconds),
    ("month", (FixedMonth,), lambda fixed: fixed.month.milliseconds),
    ("dates", (CalendarDays,), lambda step: step.calendar_days),
    ("day", (Day,), lambda day: day.value),
    ("number", (int, Decimal), Fraction),
)


def order(base: Any, head: Any) -> Order:
    """
    Which of two values is more: an amount of one unit, a length of time, a later date, a wider set.

    None where they cannot be compared: two currencies, a month and thirty days, sets that overlap.
    """
    if isinstance(base, tuple) and isinstance(head, tuple):
        return _of_sets(set(base), set(head))
    one, other = (_as_span(each) for each in (base, head))
    if isinstance(one, Span) and isinstance(other, Span):
        return _of_spans(one, other)
    one, other = (_measured(each) for each in (base, head))
    if one is None or other is None or one[0] != other[0]:
        return None
    return sign(one[1], other[1])


def sign(base: Any, head: Any) -> int:
    """Of two figures: 1 where the second is larger, -1 where it is smaller, else 0."""
    return int(head > base) - int(head < base)


def ranked(scale: Sequence[str], base: Any, head: Any) -> Order:
    """Of two words: their places on a scale from less to more; None where one is not on it."""
    if base not in scale or head not in scale:
        return 0 if base == head else None
    return sign(scale.index(base), scale.index(head))


def together(orders: Iterable[Order]) -> Order:
    """Of all parts of a value: more where some are and none is less; None where they disagree."""
    found = set(orders) - {0}
    return found.pop() if len(found) == 1 else None if found else 0


def reverse(order: Order) -> Order:
    """The same, seen the other way round."""
    return None if order is None else -order


def _of_sets(base: set[Any], head: set[Any]) -> Order:
    if base == head:
        return 0
    return 1 if base < head else -1 if head < base else None


def _of_spans(base: Span, head: Span) -> Order:
    """Hours are counted to the second and days to their end, so that 24 hours are no day."""
    found = sign_of(base, head)
    unlike = base.unit != head.unit and "hours" in (base.unit, head.unit)
    return None if unlike and found == 0 else found


def _as_span(value: Any) -> Any:
    """A period to look back over as a span of the same length; a contract year has no length."""
    if not isinstance(value, Lookback) or value.unit == "contract_year":
        return value
    months = _MONTHS.get(value.unit)
    return Span(f"{months * value.count} months" if months else f"{value.count} {value.unit}")


def _measured(value: Any) -> tuple[str, Any] | None:
    """A figure with the name of what it counts; figures of one name can be compared."""
    if isinstance(value, Amount):
        unit, factor = _ONE_UNIT.get(value.unit, (value.unit, 1))
        return unit, Fraction(value.value) * factor
    if isinstance(value, Money):
        return value.currency, value.amount
    if isinstance(value, WorkingDays):
        return f"working days {value.due}", value.working_days
    found = ((name, figure(value)) for name, kinds, figure in _FIGURES if isinstance(value, kinds))
    return next(found, None)
