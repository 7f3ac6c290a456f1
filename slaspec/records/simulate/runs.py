"""
The same dates again and again: runs of a stream that know nothing of each other.

All runs are made at once, as one stream that is as many times as dense, and each record is given
to one run. That is the same as streams of their own: independent arrivals that are put together,
or split by chance, are independent arrivals. Where a profile has days with more and with less,
each run has days of its own, and a record of a day goes to a run in proportion to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import UsageError
from slaspec.records.simulate.arrivals import Rhythm, arrivals, mean
from slaspec.records.simulate.draws import BITS, RUNS, Draws
from slaspec.records.simulate.inverse import MILLION, Inverse, parts_at
from slaspec.records.simulate.of_book import calendar_of_profile, stream_of
from slaspec.records.simulate.streams import OutageStream, Span, TicketStream, closed_days
from slaspec.service_time.offsets import DAY, day_number, offsets_of

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Profile
    from slaspec.language.model.profile import TicketFlow
    from slaspec.records.outages import Outages
    from slaspec.records.tickets import Int64, Tickets

MOST_RUNS = 100_000
_FINE = 1 << 12  # an ordinary day of a run
_YEAR_WEEKS = Fraction(365, 7)


@dataclass(frozen=True)
class Runs:
    """`count` runs of a stream; `bounds` split the records of a day among them, day by day."""

    stream: TicketStream | OutageStream
    count: int
    bounds: Int64

    def parts(self) -> Iterator[tuple[Tickets | Outages, Int64]]:
        """The records block by block, and the run of each, from 0."""
        for number in range(self.stream.blocks):
            block = self.stream.block(number)
            draws = Draws(self.stream.span.seed, number, self.stream.arrivals.size(number))
            draw = draws("run")
            if isinstance(self.stream, TicketStream):
                yield block, self._run(draw, self._days(block))  # type: ignore[arg-type]
            else:
                yield block, (draw * self.count >> BITS)[_owners(block.ids)]

    def _days(self, block: Tickets) -> Int64:
        """The date on which each ticket was reported, as a number from the first of the span."""
        assert isinstance(self.stream, TicketStream)
        first, last = self.stream.span.first, self.stream.span.last
        reported = block.stamps["reported"]
        offsets = offsets_of(str(self.stream.zone), first.year, last.year)
        found: Int64 = offsets.wall_array(reported) // DAY - day_number(first)
        return found

    def _run(self, draw: Int64, day: Int64) -> Int64:
        totals = self.bounds[:, -1]
        point = draw * totals[day] >> BITS
        floor = np.concatenate(([0], np.cumsum(totals)[:-1]))
        keys = (self.bounds + floor[:, np.newaxis]).ravel()
        found: Int64 = np.searchsorted(keys, point + floor[day], side="right") % self.count
        return found


def _owners(ids: object) -> Int64:
    """The number of the outage of each row: the rows of one stand together, under one id."""
    names = np.array(ids, dtype=object)
    new = np.ones(len(names), dtype=np.int64)
    new[1:] = names[1:] != names[:-1]
    found: Int64 = np.cumsum(new) - 1
    return found


def runs_of(book: Book, profile: Profile, source: str, span: Span, count: int) -> Runs:
    """
    `count` runs of the stream of a profile, as a data source would have it.

    Raises as `stream_of` does, and `UsageError` for a number of runs that is not from 1 on.
    """
    if not 1 <= count <= MOST_RUNS:
        raise UsageError(f"{count:,} runs cannot be simulated; ask for 1 to {MOST_RUNS:,}")
    stream = stream_of(book, profile.id, source, span, count=0)
    days = (span.last - span.first).days + 1
    if isinstance(stream, OutageStream):
        flow = stream.model.flow
        hours = list(chain.from_iterable(flow.hours_of_week.days)) if flow.hours_of_week else []
        rhythm = Rhythm(profile.timezone, hours or [1] * 168)
        per_week = flow.per_year / _YEAR_WEEKS
        bounds = np.zeros((days, 0), dtype=np.int64)
    else:
        own = _days_of_runs(stream.model.flow, span.seed, days, count)
        bounds = np.cumsum(own, axis=1)
        rhythm = _rhythm(book, profile, stream.model.flow, span, bounds[:, -1], count)
        per_week = Fraction(stream.model.flow.per_week)
    made = arrivals(rhythm, span.seed, span.first, span.last, per_week * count, None)
    return Runs(replace(stream, arrivals=made), count, bounds)


def _days_of_runs(flow: TicketFlow, seed: int, days: int, count: int) -> Int64:
    """How much comes on each day of each run, where `_FINE` is as much as on an ordinary one."""
    if flow.day_factor is None:
        return np.full((days, count), _FINE, dtype=np.int64)
    points = parts_at(flow.day_factor)
    factors = Inverse([points]).at(Draws(seed, RUNS, days * count)("day"))
    ordinary = mean(points)
    own = factors * _FINE * ordinary.denominator // ordinary.numerator
    return own.reshape(days, count)


def _rhythm(
    book: Book, profile: Profile, flow: TicketFlow, span: Span, totals: Int64, count: int
) -> Rhythm:
    """The hours of all runs together: each day as dense as the runs are on it."""
    closed = closed_days(flow, calendar_of_profile(book, profile), span)
    first = day_number(span.first)
    dense = {
        first + number: closed.get(first + number, MILLION) * total // (_FINE * count)
        for number, total in enumerate(totals.tolist())
    }
    hours = list(chain.from_iterable(flow.hours_of_week.days))
    return Rhythm(profile.timezone, hours, None, dense)
