"""Hours by their content: equal calendars are one clock, whatever their documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from slaspec.backing.clock import Clock
from slaspec.language.model.calendar import Calendar
from slaspec.language.quantities import Zone
from slaspec.service_time.calendar import (
    ALWAYS,
    always_open,
    compile_covering,
    known_dates,
    known_end,
)
from slaspec.service_time.civil import midnight
from slaspec.service_time.rules import Rules, rules_of


@dataclass(frozen=True)
class Hours:
    """A calendar as a value: its id, its rules, and the dates for which it is known."""

    id: str
    rules: Rules | None
    known: tuple[date, date] | None
    calendar: Calendar | Literal["24x7"] = field(compare=False, repr=False)

    @property
    def always(self) -> bool:
        """Whether it is the built-in calendar that never closes."""
        return self.rules is None

    @property
    def stated_end(self) -> int | None:
        """The end, in UTC seconds, of what the author pinned; None where nothing is pinned."""
        pinned = isinstance(self.calendar, Calendar) and self.calendar.valid is not None
        return known_end(self.calendar) if pinned else None

    @property
    def begin(self) -> int:
        """The first second for which the calendar is known."""
        if isinstance(self.calendar, str) or self.known is None:
            return compile_covering(ALWAYS, 0, 0).first
        return midnight(self.known[0], self.calendar.timezone)

    @property
    def end(self) -> int:
        """The end of the last date for which the calendar is known."""
        return known_end(self.calendar)

    def model(self, zone: Zone) -> Calendar:
        """The calendar with its dates; `24x7` has those of a zone."""
        return always_open(zone) if isinstance(self.calendar, str) else self.calendar


ALWAYS_OPEN = Hours(ALWAYS, None, None, ALWAYS)


def hours_of(calendar: Calendar) -> Hours:
    """The hours of a calendar; `ServiceTimeError` for an unknown day key."""
    return Hours(calendar.id, rules_of(calendar), known_dates(calendar), calendar)


@lru_cache(maxsize=1024)
def clock_of(hours: Hours, earliest: int, latest: int) -> Clock:
    """The clock that covers two instants, as far as the calendar is known (cut, never guessed)."""
    begin, end = max(earliest, hours.begin), min(latest, hours.end)
    return Clock.of(compile_covering(hours.calendar, begin, max(begin, end)))
