"""
Calendar models compiled to timelines.

A second is open if and only if the clock of the calendar's zone then shows an open wall time.
So a boundary in a spring gap moves to the end of the gap, and hours over an autumn fold are open
in both passes.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from slaspec.errors import ServiceTimeError
from slaspec.language.model.calendar import Calendar
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Hours, Zone
from slaspec.service_time.civil import local_date, midnight
from slaspec.service_time.offsets import DAY, day_number, offsets_of
from slaspec.service_time.rules import Rules, openings, rules_of
from slaspec.service_time.timeline import Timeline

ALWAYS: Literal["24x7"] = "24x7"

FIRST_DATE, LAST_DATE = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

# A day wider than UTC's own years, so that it covers those years in every zone.
_ALWAYS_OPEN = (
    (day_number(FIRST_DATE) - 1) * DAY,
    (day_number(LAST_DATE) + 2) * DAY,
)


@lru_cache(maxsize=1)
def always() -> Timeline:
    """The timeline of the built-in calendar `24x7`: every second of 1970 to 2199."""
    return Timeline([_ALWAYS_OPEN], *_ALWAYS_OPEN, name="calendar 24x7")


def always_open(zone: Zone | str) -> Calendar:
    """The built-in calendar `24x7` as a model in a zone, where dates matter (working days)."""
    return Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="24x7",
        title="Every hour of every day",
        timezone=zone if isinstance(zone, Zone) else Zone(zone),
        open={"mon-sun": (Hours("00:00-24:00"),)},
    )


def known_dates(calendar: Calendar) -> tuple[date, date]:
    """The first and the last date for which a calendar can be compiled: `valid`, or 1970-2199."""
    if calendar.valid is None:
        return FIRST_DATE, LAST_DATE
    return calendar.valid.from_.value, calendar.valid.through.value


def known_begin(calendar: Calendar | Literal["24x7"]) -> int:
    """The first second, in UTC, of the first date for which a calendar can be compiled."""
    if isinstance(calendar, str):
        return always().first
    return midnight(known_dates(calendar)[0], calendar.timezone)


def known_end(calendar: Calendar | Literal["24x7"]) -> int:
    """The end, in UTC seconds, of the last date for which a calendar can be compiled."""
    if isinstance(calendar, str):
        return always().last
    return midnight(known_dates(calendar)[1] + timedelta(days=1), calendar.timezone)


def require_known(calendar: Calendar, first: date, last: date) -> None:
    """`ServiceTimeError` where the dates leave what the calendar knows, or are reversed."""
    begin, end = known_dates(calendar)
    for day in (first, last):
        if not begin <= day <= end:
            raise ServiceTimeError(
                f"calendar {calendar.id} is pinned from {begin} through {end}; {day} is outside"
            )
    if last < first:
        raise ServiceTimeError(f"the dates are reversed: from {first} through {last}")


def compile_calendar(calendar: Calendar | Literal["24x7"], first: date, last: date) -> Timeline:
    """
    The timeline of the dates `first` through `last`, whole days in the calendar's zone.

    `24x7` is always known from 1970 to 2199, whatever the dates. Timelines are cached by
    content and range. Raises `ServiceTimeError` where the range leaves `valid`.
    """
    if isinstance(calendar, str):
        return always()
    require_known(calendar, first, last)
    return _compiled(rules_of(calendar), first, last)


def compile_covering(calendar: Calendar | Literal["24x7"], earliest: int, latest: int) -> Timeline:
    """
    The timeline of the whole years, cut to `valid`, that cover two instants in UTC seconds.

    `latest` may be the end of the last known date. Raises `ServiceTimeError` where an instant
    is outside what the calendar knows.
    """
    if isinstance(calendar, str):
        return _always_covering(earliest, latest)
    first = local_date(earliest, calendar.timezone)
    last = local_date(max(earliest, latest - 1), calendar.timezone)
    require_known(calendar, first, last)
    begin, end = known_dates(calendar)
    january, december = date(first.year, 1, 1), date(last.year, 12, 31)
    return compile_calendar(calendar, max(begin, january), min(end, december))


def _always_covering(earliest: int, latest: int) -> Timeline:
    for instant in (earliest, latest):
        always().w(instant)  # an error outside 1970 to 2199
    return always()


@lru_cache(maxsize=128)
def _compiled(rules: Rules, first: date, last: date) -> Timeline:
    offsets = offsets_of(rules.zone, first.year, last.year)
    yesterday = day_number(first) - 1  # its shifts may run over midnight into the range
    spans = [
        span
        for _, opens, closes in openings(rules, yesterday, day_number(last))
        for span in offsets.instants(opens, closes)
    ]
    end = offsets.first_instant((day_number(last) + 1) * DAY)
    return Timeline(spans, midnight(first, rules.zone), end, rules.name)
