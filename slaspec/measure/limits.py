"""
Limits of clocks: who keeps them, when they are exceeded, and when they run out.

A limit is a time on the clock of a calendar, without pauses, or a number of working days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration
from slaspec.measure.plan import ALWAYS
from slaspec.records.tickets import ABSENT
from slaspec.service_time.calendar import (
    always_open,
    compile_covering,
    known_dates,
    known_end,
)
from slaspec.service_time.pauses import paused
from slaspec.service_time.timeline import OutsideRangeError, Timeline
from slaspec.service_time.working_days import WorkingDays as OpenDays
from slaspec.service_time.working_days import compile_working_days

if TYPE_CHECKING:
    from slaspec.language.model import Calendar
    from slaspec.language.quantities import Zone
    from slaspec.measure.clock import Cycles
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import ObjectivePlan, TargetPlan
    from slaspec.records.tickets import Int64

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


def within_limit(
    plan: TargetPlan,
    objective: ObjectivePlan,
    clocks: Cycles,
    mine: Int64,
    until: Int64,
    zone: Zone,
) -> Within:
    """The limit of one objective on some clocks, each running from its start to `until`."""
    if isinstance(objective.within, Duration):
        return _by_seconds(plan, objective, clocks, mine, until)
    return _by_working_days(plan, objective, clocks.origin[mine], until, zone)


def open_days(calendar: Calendar | Literal["24x7"], zone: Zone) -> OpenDays:
    """The working days of a calendar, of all dates that it knows."""
    known = always_open(zone) if isinstance(calendar, str) else calendar
    return compile_working_days(known, *known_dates(known))


def _by_seconds(
    plan: TargetPlan, objective: ObjectivePlan, clocks: Cycles, mine: Int64, until: Int64
) -> Within:
    assert isinstance(objective.within, Duration)
    assert objective.calendar is not None  # a duration has hours
    start, limit, calendar = clocks.start[mine], objective.within.seconds, objective.calendar
    origin = clocks.origin[mine]
    until, beyond = _as_far_as_known(calendar, clocks.stop[mine], until)
    timeline = compile_covering(calendar, int(start.min()), int(until.max()))
    cycle, from_, to = _pauses_of(clocks, mine)
    elapsed = timeline.bulk.elapsed(start, until)
    elapsed -= paused(timeline, (start, until), (cycle, from_, to))
    reached = plan.answers.limit_reached == "met"
    met = elapsed <= limit if reached else elapsed < limit
    if (unsure := np.flatnonzero(met & beyond)).size:
        raise timeline.unknown_end(int(start[unsure[0]]), limit)
    pauses = _grouped(cycle, from_, to)

    def exceeded(which: Int64) -> Int64:
        if not limit:  # a delay of nothing: exceeded with the first second
            return _instants(timeline, "deadline", start, 1, which, pauses)
        if reached:
            return _instants(timeline, "latest_met", start, limit, which, pauses) + 1
        return _instants(timeline, "deadline", start, limit, which, pauses)

    def deadline(which: Int64) -> Int64:
        return _deadlines(timeline, calendar, origin, limit, which, pauses)

    return Within(met, elapsed, exceeded, deadline)


def _as_far_as_known(
    calendar: Calendar | Literal["24x7"], stop: Int64, until: Int64
) -> tuple[Int64, Bools]:
    """
    The ends of the clocks, those that still run cut to what the calendar knows, and which were cut.

    A clock that is over its limit by then is missed, however long it went on.
    """
    end = known_end(calendar)
    beyond = (stop == ABSENT) & (until > end)
    return np.where(beyond, end, until), beyond


def _pauses_of(clocks: Cycles, mine: Int64) -> tuple[Int64, Int64, Int64]:
    """The pauses of some clocks: position among them, begin and end."""
    position = np.full(len(clocks.owner), -1, dtype=np.int64)
    position[mine] = np.arange(len(mine))
    cycle = position[clocks.paused_cycle]
    ours = cycle >= 0
    return cycle[ours], clocks.paused_from[ours], clocks.paused_until[ours]


_Pauses = dict[int, list[tuple[int, int]]]


def _grouped(cycle: Int64, from_: Int64, to: Int64) -> _Pauses:
    pauses: _Pauses = {}
    for owner, begin, end in zip(cycle.tolist(), from_.tolist(), to.tolist(), strict=True):
        pauses.setdefault(owner, []).append((begin, end))
    return pauses


def _instants(
    timeline: Timeline,
    question: Literal["latest_met", "deadline"],
    start: Int64,
    limit: int,
    which: Int64,
    pauses: _Pauses,
) -> Int64:
    """Deadlines of some clocks: all at once, then one by one for those that were paused."""
    answer: Int64 = getattr(timeline.bulk, question)(start[which], limit)
    one_by_one = getattr(timeline, question)
    for i, clock in enumerate(which.tolist()):
        if clock in pauses:
            answer[i] = one_by_one(int(start[clock]), limit, pauses[clock])
    return answer


def _deadlines(
    timeline: Timeline,
    calendar: Calendar | Literal["24x7"],
    start: Int64,
    limit: int,
    which: Int64,
    pauses: _Pauses,
) -> Int64:
    """Deadlines may lie years after the records end: the hours are compiled as far as needed."""
    if not limit:
        return start[which]
    ahead = _FARTHER
    while True:
        try:
            return _instants(timeline, "deadline", start, limit, which, pauses)
        except OutsideRangeError:
            if calendar == ALWAYS or timeline.last >= known_end(calendar):
                raise
        latest = min(known_end(calendar), timeline.last + ahead)
        timeline = compile_covering(calendar, int(start.min()), latest)
        ahead *= 2


def _by_working_days(
    plan: TargetPlan, objective: ObjectivePlan, start: Int64, until: Int64, zone: Zone
) -> Within:
    within = objective.within
    assert isinstance(within, WorkingDays)
    assert objective.calendar is not None  # a duration has hours
    days = open_days(objective.calendar, zone)
    due: Int64 = days.deadline_array(start, within.working_days, within.due)
    reached = plan.answers.limit_reached == "met"
    met = until <= due if reached else until < due
    return Within(met, None, lambda which: due[which] + reached, lambda which: due[which])
