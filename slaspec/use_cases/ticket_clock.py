"""The clock of one ticket: when a limit runs out, and how late it is still kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Literal, NamedTuple

from slaspec.errors import LocatedError, ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import Calendar
from slaspec.language.model.node import Place
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration, Zone
from slaspec.service_time.calendar import ALWAYS, always_open, known_dates
from slaspec.service_time.civil import epoch_of, local_time
from slaspec.service_time.working_days import compile_working_days
from slaspec.use_cases.service_hours import ServiceHours


class Ends(NamedTuple):
    """
    When a limit runs out, and the last instant that still keeps it, in UTC seconds.

    The second is later where the limit runs out at closing time, and a second earlier where a
    ticket that takes exactly its limit has missed it.
    """

    due: int
    met_until: int


@dataclass(frozen=True)
class TicketClock:
    """
    A limit on its hours, with the place where these are said.

    `strict`: exactly the limit is too long. Every question raises `LocatedError` where the
    calendar has a fault or is not known as far as that.
    """

    within: Duration | WorkingDays
    hours: Calendar | Literal["24x7"]
    zone: Zone
    strict: bool
    at: Place

    def ends(self, start: int) -> Ends:
        """The ends of the limit of a clock that starts at an instant."""
        due = self._due(start)
        if self.strict:
            return Ends(due, due - 1)
        if isinstance(self.within, WorkingDays):
            return Ends(due, due)
        return Ends(due, self._reached(start, self.within.seconds, latest=True))

    def share(self, start: int, part: Fraction) -> int:
        """
        The first instant at which this part of the time up to the deadline is used.

        Of a limit in working days it is the part of the service time until then.
        """
        limit = self.within
        whole = limit.seconds if isinstance(limit, Duration) else self._elapsed(start)
        return self._reached(start, ceil(whole * part))

    def over(self, start: int, seconds: int) -> int:
        """The first instant at which the limit is exceeded by so many seconds."""
        if isinstance(self.within, Duration):
            return self._reached(start, self.within.seconds + seconds)
        return self._reached(self._due(start), seconds)

    def _due(self, start: int) -> int:
        if isinstance(self.within, Duration):
            return self._reached(start, self.within.seconds)
        calendar = always_open(self.zone) if isinstance(self.hours, str) else self.hours
        try:
            days = compile_working_days(calendar, *known_dates(calendar))
            return days.deadline(start, self.within.working_days, self.within.due)
        except ServiceTimeError as error:
            raise self._unknown(error) from None

    def _reached(self, start: int, seconds: int, *, latest: bool = False) -> int:
        if seconds <= 0:
            return start
        try:
            found = self._service.deadline(local_time(start, "UTC"), seconds, latest=latest)
        except ServiceTimeError as error:
            raise self._unknown(error) from None
        return epoch_of(found)

    def _elapsed(self, start: int) -> int:
        begin, end = local_time(start, "UTC"), local_time(max(start, self._due(start)), "UTC")
        try:
            return self._service.elapsed(begin, end)
        except ServiceTimeError as error:
            raise self._unknown(error) from None

    @cached_property
    def _service(self) -> ServiceHours:
        return ServiceHours(self.hours)

    def _unknown(self, error: ServiceTimeError) -> LocatedError:
        help = "extend `valid` and the closed dates of the calendar, or ask for another time"
        return LocatedError(str(error), str(self.at.span), help)


def hours_named(book: Book, id: str | None, at: Place) -> Calendar | Literal["24x7"]:
    """The calendar of an id; `LocatedError` where none is said, or there is none."""
    if id == ALWAYS:
        return ALWAYS
    found = book.get(id, Calendar)
    if found is None:
        said = "nobody says in which hours" if id is None else f"there is no calendar '{id}'"
        raise LocatedError(said, str(at.span), "name a Calendar under hours, or write 24x7")
    return found
