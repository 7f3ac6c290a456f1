"""Limits in working days for arrays of instants, as far as the calendar is known."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from slaspec.service_time.civil import local_date, midnight
from slaspec.service_time.offsets import DAY, day_number, offsets_of
from slaspec.service_time.working_days import Due, WorkingDays, compile_working_days

if TYPE_CHECKING:
    from slaspec.backing.clock import Flags, Instants
    from slaspec.backing.hours import Hours
    from slaspec.language.quantities import Zone

_ONE_DAY = timedelta(days=1)


class DayClock:
    """
    Deadlines of one limit in working days over the dates `first_day` through `last_day`, or the
    second before each (`early` is 1), where to reach it is to miss it.

    `breaks` are the instants at which the deadline may jump or change its slope: local midnights,
    changes of the offset, and the times of day that a change of the offset cuts out or repeats.
    """

    def __init__(self, days: WorkingDays, zone: str, count: int, due: Due, early: int = 0) -> None:
        self._days, self._count, self._due, self._early = days, count, due, early
        self._offsets = offsets_of(zone, days.first.year, days.last.year)
        self._open = np.array(
            [day_number(day) for day in days.open_dates(days.first, days.last)], dtype=np.int64
        )
        self.first = midnight(days.first, zone)
        self.last = midnight(days.last + _ONE_DAY, zone)
        self._known_before = self._first_unknown()
        self._midnights = self._local_midnights()
        changes = np.array(self._offsets.begins[1:], dtype=np.int64)
        self._changes = changes[(changes > self.first) & (changes < self.last)]
        self._peaks = np.union1d(self._midnights, self._changes) - 1
        self.breaks = np.concatenate(
            (self._midnights, self._changes, self._at_times_of_changes(), [self.first])
        )

    @classmethod
    def of(
        cls,
        hours: Hours,
        zone: Zone,
        span: tuple[int, int],
        count: int,
        due: str,
        early: int = 0,
    ) -> DayClock:
        """The deadlines over the dates that cover a span of instants, cut to what is known."""
        return _day_clock(hours, zone, span, count, due, early)

    def deadline(self, starts: Instants) -> tuple[Instants, Flags]:
        """The deadline of each start, and where it is exact; else the end of what is known."""
        known = (starts >= self.first) & (starts < self._known_before)
        answer = np.maximum(np.full(starts.shape, self.last, dtype=np.int64), starts)
        if known.any():
            due = self._days.deadline_array(starts[known], self._count, self._due)
            answer[known] = np.maximum(due - self._early, starts[known])
        return answer, known

    def last_peak(self, instants: Instants) -> Instants:
        """The last end of a date, or second before a change of offset, up to each instant."""
        index = np.searchsorted(self._peaks, instants, side="right") - 1
        peaks: Instants = np.where(index < 0, -1 << 62, self._peaks[np.maximum(index, 0)])
        return peaks

    def starts_due(self, ends: Instants) -> Instants:
        """Starts at the time of day of each end, on the day 0 that makes its date the deadline."""
        inside = np.clip(ends + self._early, self.first, self.last - 1)
        wall = self._offsets.wall_array(inside)
        due = np.searchsorted(self._open, wall // DAY, side="right") - 1
        day_0 = self._open[np.clip(due - self._count, 0, len(self._open) - 1)]
        return self._offsets.first_instant_array(day_0 * DAY + wall % DAY)

    def _first_unknown(self) -> int:
        """The first start whose deadline is not known."""
        if len(self._open) <= self._count:
            return self.first
        number = int(self._open[-1 - self._count]) + 1
        return self._offsets.first_instant(number * DAY)

    def _local_midnights(self) -> Instants:
        begin, end = day_number(self._days.first), day_number(self._days.last)
        return self._offsets.first_instant_array(np.arange(begin, end + 1) * DAY)

    def _at_times_of_changes(self) -> Instants:
        """Every date at each time of day at which some clock change begins or ends."""
        shown = np.concatenate(
            (
                self._offsets.wall_array(self._changes),
                self._offsets.wall_array(self._changes - 1) + 1,
            )
        )
        dates = np.arange(day_number(self._days.first), day_number(self._days.last) + 1) * DAY
        walls = (dates[:, None] + np.unique(shown % DAY)[None, :]).ravel()
        return self._offsets.first_instant_array(walls)


@lru_cache(maxsize=256)
def _day_clock(
    hours: Hours, zone: Zone, span: tuple[int, int], count: int, due: str, early: int
) -> DayClock:
    calendar = hours.model(zone)
    name = str(calendar.timezone)
    begin, end = max(span[0], hours.begin), min(span[1], hours.end - 1)
    first, last = local_date(begin, name), local_date(max(begin, end), name)
    if hours.known is not None:
        first, last = max(first, hours.known[0]), min(last, hours.known[1])
    days = compile_working_days(calendar, first, max(first, last))
    return DayClock(days, name, count, cast("Due", due), early)
