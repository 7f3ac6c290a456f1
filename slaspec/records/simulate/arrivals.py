"""
When the records of a stream come: hour by hour of the week, day by day more or less.

The hours of the span lie on one line, each as long as the records that it is to have; a record is
a point on it. Blocks are consecutive pieces of the line with a million records each, so that a
block can be made without the others, and comes before the next one. An hour that the clock shows
twice has twice the records, one that it skips none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import UsageError
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR
from slaspec.records.simulate.draws import BLOCK, SPAN, Draws
from slaspec.records.simulate.inverse import MILLION, Inverse
from slaspec.service_time.civil import midnight
from slaspec.service_time.offsets import DAY, day_number, offsets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from slaspec.language.quantities import Zone
    from slaspec.records.simulate.inverse import Points
    from slaspec.records.tickets import Int64

HOUR = 3600
WEEK_HOURS = 168
_THURSDAY = 3 * 24  # 1970-01-01 in hours from Monday
_FINE = 24  # bits of the position of a record between two others
_MOST_AN_HOUR = 1 << 26


@dataclass(frozen=True)
class Rhythm:
    """
    How densely records come: `hours` are weights of the 168 hours of a week from Monday 00:00.

    `day_factor` are quantiles of how much more comes on a day (in millionths), `closed` the share
    of it on some dates (also in millionths), by their day number.
    """

    zone: Zone
    hours: Sequence[int]
    day_factor: Points | None = None
    closed: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Arrivals:
    """`count` records in the hours that begin at `begins`; its last entry is the end."""

    count: int
    begins: Int64
    marks: Int64

    @property
    def blocks(self) -> int:
        """How many blocks there are: at least one, which may be empty."""
        return max(1, -(-self.count // BLOCK))

    def size(self, block: int) -> int:
        """How many records a block has."""
        return min(BLOCK, self.count - block * BLOCK)

    def instants(self, block: int, draws: Draws) -> Int64:
        """The UTC seconds of the records of a block, in their order."""
        bits = draws.raw("arrival") >> np.uint64(20)
        inside = (bits * np.uint64(self.size(block)) >> np.uint64(44 - _FINE)).view(np.int64)
        inside.sort()
        points = inside + (block * BLOCK << _FINE)
        slot = np.repeat(
            np.arange(len(self.marks) - 1), np.diff(np.searchsorted(points, self.marks))
        )
        beyond = (points - self.marks[slot]) * np.diff(self.begins)[slot]
        found: Int64 = self.begins[slot] + beyond // np.diff(self.marks)[slot]
        return found


def arrivals(
    rhythm: Rhythm, seed: int, first: date, last: date, per_week: Fraction, count: int | None
) -> Arrivals:
    """
    The arrivals of whole dates; `count` of them, or as many as `per_week` gives, by chance.

    Raises `UsageError` for reversed dates, for those before 1970 or after 2199, for a count below
    zero, and where the hours of these dates have no records.
    """
    _require(first, last, count)
    begins, hours, days = _hours(rhythm.zone, first, last)
    of_day = _day_weights(rhythm, seed, days[0], days[-1])
    lengths = np.diff(begins).tolist()
    weights = [
        rhythm.hours[hour] * length * of_day(day)
        for hour, length, day in zip(hours, lengths, days, strict=True)
    ]
    sums = [0, *accumulate(weights)]
    if count is None:
        whole = sum(rhythm.hours) * HOUR * MILLION * MILLION
        count = _by_chance(per_week * sums[-1] / whole, seed)
    if count and not sums[-1]:
        raise UsageError(f"from {first} through {last} the profile has hours without records only")
    marks = [(one * count << _FINE) // max(sums[-1], 1) for one in sums]
    if max(end - begin for begin, end in pairwise(marks)) >> _FINE >= _MOST_AN_HOUR:
        raise UsageError(f"{count:,} records are too many for the dates {first} to {last}")
    return Arrivals(count, begins, np.array(marks, dtype=np.int64))


def _require(first: date, last: date, count: int | None) -> None:
    if last < first:
        raise UsageError(f"the dates are reversed: from {first} through {last}")
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise UsageError(f"{first} through {last} is not within {FIRST_YEAR} to {LAST_YEAR}")
    if count is not None and count < 0:
        raise UsageError(f"a stream cannot have {count} records")


def _hours(zone: Zone, first: date, last: date) -> tuple[Int64, list[int], list[int]]:
    """When each hour on the clock begins (and the end), its hour of the week and day number."""
    begin, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    offsets = offsets_of(str(zone), first.year, last.year)
    begins, walls = [], []
    ends = [*offsets.begins[1:], end]
    for since, until, offset in zip(offsets.begins, ends, offsets.offsets, strict=True):
        earliest, latest = max(since, begin), min(until, end)
        if earliest < latest:
            hours = np.arange(earliest - (earliest + offset) % HOUR, latest, HOUR)
            hours[0] = earliest
            begins.append(hours)
            walls.append(hours + offset)
    wall = np.concatenate(walls)
    of_week = (wall // HOUR + _THURSDAY) % WEEK_HOURS
    return np.append(np.concatenate(begins), end), of_week.tolist(), (wall // DAY).tolist()


def _day_weights(rhythm: Rhythm, seed: int, first: int, last: int) -> Callable[[int], int]:
    """The weight of a day by its number, in square millionths; a day has the same in every span."""
    closed = rhythm.closed or {}
    factors = [MILLION] * (last - first + 1)
    if rhythm.day_factor is not None:
        draws = Draws(seed, SPAN, last + 1)("day")[first:]
        found = Inverse([rhythm.day_factor]).at(draws).tolist()
        factors = [int(factor * MILLION / mean(rhythm.day_factor)) for factor in found]
    return lambda day: factors[day - first] * closed.get(day, MILLION)


def mean(points: Points) -> Fraction:
    """The exact mean of what `Inverse` gives."""
    ends = [(Fraction(0), points[0][1]), *points, (Fraction(1), points[-1][1])]
    pieces = ((b - a) * (low + high) / 2 for (a, low), (b, high) in pairwise(ends))
    return sum(pieces, Fraction(0))


def _by_chance(expected: Fraction, seed: int) -> int:
    """
    A count with this mean, and a variance as large as the mean, as independent arrivals have it.

    It is the number of heads of 4 n coins, less n.
    """
    n = int(expected + Fraction(1, 2))
    words, rest = divmod(4 * n, 64)
    bits = Draws(seed, SPAN, words + 1).raw("volume")
    bits[-1] &= np.uint64((1 << rest) - 1)
    return max(0, int(np.bitwise_count(bits).sum(dtype=np.int64)) - n)


def day_numbers(dates: Sequence[date]) -> list[int]:
    """Dates as the day numbers of a `Rhythm`."""
    return [day_number(each) for each in dates]
