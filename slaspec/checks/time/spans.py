"""Lengths of notices and periods, where a text must be wrong however long its months are."""

from __future__ import annotations

from datetime import date, timedelta

from slaspec.language.model.interpretation import DayPeriods
from slaspec.language.quantities import Span

_MOST_OF_MONTHS = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
_LEAST_OF_MONTHS = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_PLAIN = DayPeriods(first_day="excluded", ends="end_of_day", on_closed_day="same_day")


def least_days(span: Span) -> int:
    """
    The fewest whole days that a span can take; 0 for windows, whose length is not known here.

    A month has 28 days or more, a year 365; working days take at least as many days.
    """
    count = span.count
    if span.unit in ("months", "years"):
        years, months = divmod(count * (12 if span.unit == "years" else 1), 12)
        return 365 * years + _LEAST_OF_MONTHS[months]
    lengths = {"days": count, "working days": count, "weeks": 7 * count, "hours": count // 24}
    return lengths.get(span.unit, 0)


def most_days(span: Span) -> int | None:
    """The most days that a span can take; None for working days and windows."""
    count = span.count
    if span.unit in ("months", "years"):
        years, months = divmod(count * (12 if span.unit == "years" else 1), 12)
        return 366 * years + _MOST_OF_MONTHS[months]
    lengths = {"days": count, "weeks": 7 * count, "hours": -(-count // 24)}
    return lengths.get(span.unit)


def surely_longer(one: Span, other: Span) -> bool:
    """Whether one span is longer than the other, wherever in the year both begin."""
    if one.unit == other.unit:
        return one.count > other.count
    most = most_days(other)
    return most is not None and least_days(one) > most


def last_date(start: date, span: Span) -> date | None:
    """
    The last day of a span after a date; None where it cannot be counted without a calendar.

    As Regulation (EEC, Euratom) No 1182/71, article 3: the first day does not count.
    """
    from slaspec.errors import ServiceTimeError
    from slaspec.service_time.day_periods import last_day

    if span.unit == "hours":
        return start + timedelta(days=span.count // 24)
    try:
        return last_day(start, span, _PLAIN, None)
    except ServiceTimeError:
        return None
