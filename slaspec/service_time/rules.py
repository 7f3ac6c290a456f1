"""
The rules of a calendar, reduced to what time needs, and the openings they make.

A date owns something, and `holiday_rule` says what: with `calendar_date` the seconds of that date,
with `opening_date` the shifts that open on it, with their part after midnight. A closed date takes
away what the date owns. An exception takes it away too and puts its own hours there, whole, so
an exception without hours is a closed date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import ServiceTimeError
from slaspec.service_time.offsets import DAY, day_number
from slaspec.service_time.weekdays import weekdays_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.language.model.calendar import Calendar
    from slaspec.language.quantities import Hours

Shift = tuple[int, int]  # opens, closes: seconds after the midnight of the opening date

THURSDAY = 3  # 1970-01-01


class Rules(NamedTuple):
    """Hashable content of a calendar: equal rules have equal timelines."""

    name: str
    zone: str
    week: tuple[tuple[Shift, ...], ...]
    closed: frozenset[int]
    exceptions: tuple[tuple[int, tuple[Shift, ...]], ...]
    by_opening_date: bool


class Opening(NamedTuple):
    """
    One stretch of open wall time, in seconds since 1970-01-01 00:00 on the zone's clock.

    `day` is the date whose shift this is, as a day number; None for what a closed date has left
    of its shift after midnight, which makes no working day.
    """

    day: int | None
    opens: int
    closes: int


def rules_of(calendar: Calendar) -> Rules:
    """The rules of a calendar; `ServiceTimeError` for an unknown day key."""
    week: list[tuple[Shift, ...]] = [()] * 7
    for key, hours in calendar.open.items():
        weekdays = weekdays_of(key)
        if weekdays is None:
            raise ServiceTimeError(f"calendar {calendar.id}: '{key}' is not a day of the week")
        for weekday in weekdays:
            week[weekday] += _shifts(hours)
    return Rules(
        name=f"calendar {calendar.id}",
        zone=str(calendar.timezone),
        week=tuple(week),
        closed=frozenset(day_number(entry.date.value) for entry in calendar.closed or ()),
        exceptions=tuple(
            (day_number(entry.date.value), _shifts(entry.open))
            for entry in calendar.exceptions or ()
        ),
        by_opening_date=calendar.holiday_rule == "opening_date",
    )


def _shifts(hours: tuple[Hours, ...]) -> tuple[Shift, ...]:
    return tuple((each.opens, each.closes) for each in hours)


def openings(rules: Rules, first: int, last: int) -> Iterator[Opening]:
    """
    The openings of all shifts that open on the dates `first` to `last` (day numbers).

    Openings may overlap; whoever wants the open time takes their union.
    """
    exceptions = dict(rules.exceptions)
    special = rules.closed | exceptions.keys()
    weekly = _by_opening_date if rules.by_opening_date else _by_calendar_date
    for day in range(first, last + 1):
        shifts = rules.week[(day + THURSDAY) % 7]
        if shifts:
            yield from weekly(day, shifts, special)
        for opens, closes in exceptions.get(day, ()):
            yield Opening(day, day * DAY + opens, day * DAY + closes)


def _by_opening_date(
    day: int, shifts: tuple[Shift, ...], special: frozenset[int]
) -> Iterator[Opening]:
    if day not in special:
        for opens, closes in shifts:
            yield Opening(day, day * DAY + opens, day * DAY + closes)


def _by_calendar_date(
    day: int, shifts: tuple[Shift, ...], special: frozenset[int]
) -> Iterator[Opening]:
    earliest = DAY if day in special else 0
    latest = DAY if day + 1 in special else 2 * DAY
    for opens, closes in shifts:
        begin, end = max(opens, earliest), min(closes, latest)
        if begin < end:
            yield Opening(None if earliest else day, day * DAY + begin, day * DAY + end)
