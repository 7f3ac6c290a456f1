"""
Limits of clocks: who keeps them, when they are exceeded, and when they run out.

A limit is a time on the clock of a calendar, without pauses, or a number of working days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration
from slaspec.measure.plan import ALWAYS
from slaspec.records.tickets import ABSENT
from slaspec.service_time.calendar import (
    always_open,
    compile_covering,
    known_begin,
    known_dates,
    known_end,
)
from slaspec.service_time.pauses import Pieces, pieces, union
from slaspec.service_time.side_by_side import SideBySide, side_by_side
from slaspec.service_time.timeline import OutsideRangeError
from slaspec.service_time.working_days import WorkingDays as OpenDays
from slaspec.service_time.working_days import compile_working_days

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.clock import Cycles
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import Hours, ObjectivePlan, TargetPlan
    from slaspec.records.tickets import Int32, Int64

_FARTHER = 366 * 86400


@dataclass(frozen=True)
class Within:
    """
    Whether each clock is within its limit at its end, and when the limit runs out.

    `exceeded` and `deadline` answer for some positions, in UTC seconds: the first second at which
    the limit is not kept, and the earliest at which it has run out. `elapsed` are the service
    seconds of each clock, none where the limit is a date.
    """

    met: Bools
    elapsed: Int64 | None
    exceeded: Callable[[Int64], Int64]
    deadline: Callable[[Int64], Int64]


def within_seconds(
    limits: Limits, clocks: Cycles, objective: Int32, until: Int64, *, reached: bool
) -> Within:
    """
    The limits of some clocks, each by its own objective and running from its start to `until`.

    With `reached` a limit that is reached exactly is kept.
    """
    return _BySeconds(limits, clocks, objective, until, reached=reached).within()


def within_working_days(
    plan: TargetPlan, objective: ObjectivePlan, start: Int64, until: Int64, zone: Zone
) -> Within:
    """The limit of one objective in working days, for clocks that began at `start`."""
    within = objective.within
    assert isinstance(within, WorkingDays)
    assert objective.calendar is not None  # a duration has hours
    days = open_days(objective.calendar, zone)
    due: Int64 = days.deadline_array(start, within.working_days, within.due)
    reached = plan.answers.limit_reached == "met"
    met = until <= due if reached else until < due
    return Within(met, None, lambda which: due[which] + reached, lambda which: due[which])


def open_days(calendar: Hours, zone: Zone) -> OpenDays:
    """The working days of a calendar, of all dates that it knows."""
    known = always_open(zone) if isinstance(calendar, str) else calendar
    return compile_working_days(known, *known_dates(known))


class Limits:
    """
    The limits of several objectives, in seconds, each on its calendar.

    `seconds` and `which` say of each objective its limit and the number of its calendar; both are
    -1 for a limit in working days.
    """

    def __init__(self, objectives: Sequence[ObjectivePlan]) -> None:
        self.calendars: list[Hours] = []
        self.seconds = np.full(len(objectives), -1, dtype=np.int64)
        self.which = np.full(len(objectives), -1, dtype=np.int32)
        for number, objective in enumerate(objectives):
            if isinstance(objective.within, Duration):
                assert objective.calendar is not None  # a duration has hours
                self.seconds[number] = objective.within.seconds
                self.which[number] = self._number_of(objective.calendar)
        if len(self.calendars) > 1:  # on one grid with the others
            self.calendars = [always_open("UTC") if c == ALWAYS else c for c in self.calendars]
        self.begins = np.array([known_begin(each) for each in self.calendars], dtype=np.int64)
        self.ends = np.array([known_end(each) for each in self.calendars], dtype=np.int64)

    def _number_of(self, calendar: Hours) -> int:
        if calendar not in self.calendars:
            self.calendars.append(calendar)
        return self.calendars.index(calendar)

    def hours(self, which: Int32, start: Int64, until: Int64) -> SideBySide:
        """The calendars for the years of some clocks; one that knows less, for its own clocks."""
        spans = [(int(start.min()), int(until.max()))] * len(self.calendars)
        less = (self.begins > spans[0][0]) | (self.ends < spans[0][1])
        for number in np.flatnonzero(less).tolist():
            mine = which == number
            begin = int(self.begins[number])
            spans[number] = begin, begin
            if mine.any():
                spans[number] = int(start[mine].min()), int(until[mine].max())
        return self._compiled(spans)

    def farther(self, hours: SideBySide, ahead: int) -> SideBySide | None:
        """The calendars for longer, as far as they are known; None for no farther."""
        reached = [(each.first, each.last) for each in hours.timelines]
        ends = [min(int(e), last + ahead) for e, (_, last) in zip(self.ends, reached, strict=True)]
        spans = [(first, max(end, last)) for end, (first, last) in zip(ends, reached, strict=True)]
        return None if spans == reached else self._compiled(spans)

    def _compiled(self, spans: Sequence[tuple[int, int]]) -> SideBySide:
        asked = zip(self.calendars, spans, strict=True)
        return side_by_side(*(compile_covering(calendar, *span) for calendar, span in asked))


class _BySeconds:
    """Some clocks on the hours of their objectives."""

    def __init__(
        self, limits: Limits, clocks: Cycles, objective: Int32, until: Int64, *, reached: bool
    ) -> None:
        self._limits, self._clocks, self._reached = limits, clocks, reached
        number = objective.astype(np.intp)
        self._which, self._limit = limits.which[number], limits.seconds[number]
        self._until, self._beyond = self._as_far_as_known(until)
        self._hours = limits.hours(self._which, clocks.start, self._until)
        self._pieces = (
            union(*clocks.pauses)
            if self._until is until  # to which they are cut already
            else pieces((clocks.start, self._until), clocks.pauses)
        )

    def within(self) -> Within:
        """Whether they are kept; raises where no calendar knows whether a running one is."""
        start, cut = self._clocks.start, self._pieces
        elapsed = self._hours.elapsed(self._which, start, self._until)
        if len(cut.owner):
            w, which = self._hours.w, self._which[cut.owner]
            cut.add_to(elapsed, w(which, cut.begin) - w(which, cut.end))
        met = elapsed <= self._limit if self._reached else elapsed < self._limit
        if self._beyond is not None and (unsure := np.flatnonzero(met & self._beyond)).size:
            at = unsure[0]
            timeline = self._hours.timelines[self._which[at]]
            raise timeline.unknown_end(int(start[at]), int(self._limit[at]))
        return Within(met, elapsed, self._exceeded, self._deadline)

    def _as_far_as_known(self, until: Int64) -> tuple[Int64, Bools | None]:
        """
        The ends of the clocks, those that still run cut to what their calendar knows, and which.

        A clock that is over its limit by then is missed, however long it went on.
        """
        if until.max() <= self._limits.ends.min():
            return until, None
        end = self._limits.ends[self._which]
        beyond = (self._clocks.stop == ABSENT) & (until > end)
        return np.where(beyond, end, until), beyond

    def _exceeded(self, some: Int64) -> Int64:
        if not self._reached:
            return self._level(self._hours.deadline, some)
        nothing = self._limit[some] == 0  # a delay of nothing: exceeded with the first second
        if not nothing.any():
            return self._level(self._hours.latest_met, some) + 1
        instants = np.empty(len(some), dtype=np.int64)
        instants[nothing] = self._level(self._hours.deadline, some[nothing])
        instants[~nothing] = self._level(self._hours.latest_met, some[~nothing]) + 1
        return instants

    def _level(self, question: Callable[..., Int64], some: Int64) -> Int64:
        pauses = self._pieces.of(some, len(self._limit))
        limit = np.maximum(self._limit[some], 1)
        return question(self._which[some], self._clocks.start[some], limit, pauses)

    def _deadline(self, some: Int64) -> Int64:
        """They may lie years after the records end: the hours are compiled as far as needed."""
        due = self._clocks.origin[some]
        real = np.flatnonzero(self._limit[some])
        if not real.size:
            return due
        some = some[real]
        pauses = self._pauses_from_origin().of(some, len(self._limit))
        hours, ahead = self._hours, _FARTHER
        while True:
            try:
                due[real] = hours.deadline(self._which[some], due[real], self._limit[some], pauses)
            except OutsideRangeError:
                longer = self._limits.farther(hours, ahead)
                if longer is None:
                    raise
                hours, ahead = longer, 2 * ahead
            else:
                return due

    def _pauses_from_origin(self) -> Pieces:
        clocks = self._clocks
        if clocks.origin is clocks.start:
            return self._pieces
        return pieces((clocks.origin, np.maximum(self._until, clocks.origin)), clocks.pauses)
