"""
Seeded streams of a profile: blocks of records that can be made in any order, by anybody.

A block is a pure function of the profile, the dates, the seed and its number: two processes that
make the same block make the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import LocatedError, UsageError
from slaspec.language.quantities import LAST_YEAR
from slaspec.records.simulate.arrivals import Arrivals, Rhythm, arrivals, day_numbers
from slaspec.records.simulate.inverse import parts, parts_at
from slaspec.records.simulate.outages import OutageModel, outage_block, outage_model
from slaspec.records.simulate.readable import ReadableTicket, rows_for_reading
from slaspec.records.simulate.ticket_model import TicketModel, ticket_model
from slaspec.records.simulate.tickets import ticket_block
from slaspec.service_time.calendar import require_known
from slaspec.service_time.offsets import DAY, day_number, offsets_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from slaspec.language.model import Calendar, PriorityMatrix, Profile
    from slaspec.language.model.profile import TicketFlow
    from slaspec.language.quantities import Zone
    from slaspec.records.outages import Outages
    from slaspec.records.tickets import Int64, Tickets

_BULK_CLOSE_SECOND = 18 * 3600
_LONGEST_OPEN_YEARS = 31  # three times the longest duration, and the rest of a year
_YEAR_WEEKS = Fraction(365, 7)


@dataclass(frozen=True)
class Span:
    """What a stream is besides its profile: the seed, and the dates on which its records begin."""

    seed: int
    first: date
    last: date


@dataclass(frozen=True)
class TicketStream:
    """Simulated tickets; `block(i)` for `i` below `blocks`, in any order."""

    source: str
    kind: str
    span: Span
    model: TicketModel = field(repr=False)
    arrivals: Arrivals = field(repr=False)
    bulk_closes: Int64 = field(repr=False)
    zone: Zone = field(repr=False)

    def __len__(self) -> int:
        return self.arrivals.count

    @property
    def blocks(self) -> int:
        """How many blocks there are, of a million tickets but for the last one."""
        return self.arrivals.blocks

    def block(self, number: int) -> Tickets:
        """The tickets of one block; raises `UsageError` for a number that is none."""
        _require_block(number, self.blocks)
        made = (self.model, self.arrivals, self.bulk_closes, self.span.seed, number)
        return ticket_block(*made, self.source, self.kind)

    def __iter__(self) -> Iterator[Tickets]:
        """The blocks in the order of time; together they are what `measure` takes as records."""
        return map(self.block, range(self.blocks))

    def rows_for_reading(self, most: int = 20) -> list[ReadableTicket]:
        """The first tickets as a person reads them, with invented callers and summaries."""
        rows: list[ReadableTicket] = []
        for number in range(self.blocks):
            rows += rows_for_reading(
                self.block(number), self.zone, self.span.seed, most - len(rows)
            )
            if len(rows) >= most:
                break
        return rows


@dataclass(frozen=True)
class OutageStream:
    """Simulated outages; `block(i)` for `i` below `blocks`, in any order."""

    source: str
    span: Span
    model: OutageModel = field(repr=False)
    arrivals: Arrivals = field(repr=False)

    def __len__(self) -> int:
        return self.arrivals.count

    @property
    def blocks(self) -> int:
        """How many blocks there are, of a million outages but for the last one."""
        return self.arrivals.blocks

    def block(self, number: int) -> Outages:
        """The outages of one block; raises `UsageError` for a number that is none."""
        _require_block(number, self.blocks)
        return outage_block(self.model, self.arrivals, self.span.seed, number, self.source)

    def __iter__(self) -> Iterator[Outages]:
        """The blocks in the order of time."""
        return map(self.block, range(self.blocks))


def ticket_stream(
    profile: Profile,
    span: Span,
    source: str,
    *,
    kind: str = "incident",
    matrix: PriorityMatrix | None = None,
    calendar: Calendar | None = None,
    count: int | None = None,
) -> TicketStream:
    """
    The tickets of a profile that are reported on some dates, as a source would have them.

    `matrix` and `calendar` are those that the profile names. Without `count` there are as many
    tickets as the profile brings on these dates, by chance. Raises `LocatedError` for a profile
    that contradicts itself, `UsageError` for dates or a count that it cannot fill,
    `ServiceTimeError` for dates beyond those of which the calendar knows the holidays.
    """
    model = ticket_model(profile, matrix)
    flow = model.flow
    hours = list(chain.from_iterable(flow.hours_of_week.days))
    factor = None if flow.day_factor is None else parts_at(flow.day_factor)
    rhythm = Rhythm(profile.timezone, hours, factor, closed_days(flow, calendar, span))
    made = arrivals(rhythm, span.seed, span.first, span.last, Fraction(flow.per_week), count)
    bulk = flow.closed.bulk
    months = {"month": 1, "quarter": 3}[bulk.every] if bulk is not None else 0
    closes = _bulk_closes(profile.timezone, span, months) if months else np.empty(0, dtype=np.int64)
    return TicketStream(source, kind, span, model, made, closes, profile.timezone)


def closed_days(flow: TicketFlow, calendar: Calendar | None, span: Span) -> dict[int, int]:
    """
    What comes on the closed dates of a profile, in millionths, by their day numbers.

    Raises `LocatedError` for a calendar that is missing, `ServiceTimeError` for dates beyond it.
    """
    if flow.holidays is None:
        return {}
    if calendar is None:
        place = flow.holidays.at.of("calendar")
        raise LocatedError(f"the calendar '{flow.holidays.calendar}' is missing", str(place.span))
    require_known(calendar, span.first, span.last)
    dates = [each.date.value for each in calendar.closed or ()]
    return dict.fromkeys(day_numbers(dates), parts(flow.holidays.share))


def outage_stream(
    profile: Profile, span: Span, source: str, *, count: int | None = None
) -> OutageStream:
    """The outages of a profile that begin on some dates; raises as `ticket_stream` does."""
    model = outage_model(profile)
    said = model.flow.hours_of_week
    hours = list(chain.from_iterable(said.days)) if said is not None else [1] * 168
    per_week = model.flow.per_year / _YEAR_WEEKS
    rhythm = Rhythm(profile.timezone, hours)
    made = arrivals(rhythm, span.seed, span.first, span.last, per_week, count)
    return OutageStream(source, span, model, made)


def _bulk_closes(zone: Zone, span: Span, months: int) -> Int64:
    """18:00 of the last day of every so many months, as long as a ticket can be open."""
    from datetime import date, timedelta

    last_year = min(span.last.year + _LONGEST_OPEN_YEARS, LAST_YEAR)
    offsets = offsets_of(str(zone), span.first.year, last_year)
    begins = [
        date(year + (month == 12), month % 12 + 1, 1)
        for year in range(span.first.year, last_year + 1)
        for month in range(months, 13, months)
    ]
    days = [day_number(begin - timedelta(days=1)) for begin in begins]
    walls = np.array(days, dtype=np.int64) * DAY + _BULK_CLOSE_SECOND
    return offsets.first_instant_array(walls)


def _require_block(number: int, blocks: int) -> None:
    if not 0 <= number < blocks:
        raise UsageError(f"there is no block {number}; the stream has {blocks}, from 0 on")
