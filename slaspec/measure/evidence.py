"""
Signs that records were kept within a limit by other means than work: counted, never judged.

Counted are pauses and lowered priorities in the last tenth of a limit, and days on which far more
records were stopped than on others. Each has honest causes as well: what clusters there is worth a
question, and changes no verdict.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import Duration
from slaspec.measure.duration import clocks_of
from slaspec.measure.known import known_at, owners
from slaspec.measure.population import matching, objective_of, of_service
from slaspec.records.tickets import ABSENT, NO_CODE, Tickets
from slaspec.service_time.calendar import compile_covering
from slaspec.service_time.civil import midnight
from slaspec.service_time.pauses import paused

if TYPE_CHECKING:
    from slaspec.measure.clock import Cycles
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import Hours, TargetPlan
    from slaspec.measure.results import Scope
    from slaspec.records.tickets import Int64

Act = Literal["paused", "lowered"]

LAST = 10  # the last tenth of a limit
_FEWEST = 5
_TIMES_EVEN = 3  # a cluster has three times as many as an even spread
_FEWEST_IN_BULK = 10
_TIMES_USUAL = 5
_EARLY, _NEAR, _LATE, _NO_LIMIT = range(4)


@dataclass(frozen=True)
class Cluster:
    """
    Acts on the records of an objective within its limit, of which many came last.

    `near` of `total` fell in the last tenth of the limit of `limit` seconds.
    """

    target: str
    objective: str
    act: Act
    near: int
    total: int
    limit: int


@dataclass(frozen=True)
class BulkStop:
    """
    A day on which far more clocks of a target stopped than on others of its window.

    `usual` is the number of the middle one of the days of the window on which any stopped.
    Of the `stops`, `near` fell in the last tenth of their limit and `late` beyond it.
    """

    target: str
    day: date
    stops: int
    near: int
    late: int
    usual: int


class _Moments(NamedTuple):
    """Instants on clocks, and the objectives by whose limits they are placed."""

    cycle: Int64
    objective: Int64
    instant: Int64

    def taken(self, which: Bools) -> _Moments:
        return _Moments(self.cycle[which], self.objective[which], self.instant[which])


class Evidence(NamedTuple):
    """What clusters before the limits of a target, and its days of bulk stops, the most first."""

    clusters: tuple[Cluster, ...]
    bulk_stops: tuple[BulkStop, ...]


def evidence(plan: TargetPlan, parts: Sequence[Tickets], scope: Scope) -> Evidence:
    """
    What is seen in the windows of a duration target.

    `parts` hold the tickets that it is measured on.
    """
    shape = len(plan.objectives), _NO_LIMIT + 1
    pausing, lowering = np.zeros((2, *shape), dtype=np.int64)
    days = list(_days(plan))
    midnights = np.array([midnight(day, scope.zone) for day in days], dtype=np.int64)
    stops = np.zeros((len(days), _NO_LIMIT + 1), dtype=np.int64)
    for part in parts:
        tickets, clocks, objective = _clocks(plan, part, scope)
        pausing += _placed(plan, clocks, _pauses(clocks, objective))
        lowering += _placed(plan, clocks, _lowered(plan, tickets, clocks, objective))
        stops += _by_day(plan, clocks, objective, midnights)
    acts: tuple[tuple[Act, Int64], ...] = (("paused", pausing), ("lowered", lowering))
    bulk = sorted(_bulk(plan, days, stops), key=lambda found: (-found.stops, found.day))
    return Evidence(
        tuple(found for act, counts in acts for found in _clusters(plan, act, counts)), tuple(bulk)
    )


def _clocks(plan: TargetPlan, part: Tickets, scope: Scope) -> tuple[Tickets, Cycles, Int64]:
    """The tickets as known, their clocks, and the objective of each clock (-1: not measured)."""
    tickets = known_at(part, scope.as_of)
    clocks = clocks_of(tickets, plan, scope.as_of, scope.zone)
    asked = of_service(tickets, plan)
    if plan.timed.where:
        asked &= matching(tickets, plan, plan.timed.where, plan.timed.at.of("where"))
    objective = np.where(asked, objective_of(tickets, plan), -1)[clocks.owner]
    begin, end = scope.term
    inside = (clocks.origin >= begin) & (clocks.origin < end) & (clocks.start != ABSENT)
    return tickets, clocks, np.where(inside, objective, -1)


def _pauses(clocks: Cycles, objective: Int64) -> _Moments:
    cycle = clocks.paused_cycle
    return _Moments(cycle, objective[cycle], clocks.paused_from)


def _lowered(plan: TargetPlan, tickets: Tickets, clocks: Cycles, objective: Int64) -> _Moments:
    """When the priority of a ticket was lowered, by the objective of the priority before."""
    history = tickets.history
    if history is None or not plan.by_priority:
        nothing = np.empty(0, dtype=np.int64)
        return _Moments(nothing, nothing, nothing)
    stated = np.flatnonzero(history.priority != NO_CODE)
    owner, priority = owners(history)[stated], history.priority[stated]
    ranks = {name: rank for rank, name in enumerate(plan.priorities)}
    rank = np.array([ranks.get(name, len(ranks)) for name in tickets.priorities])[priority]
    later = np.flatnonzero((owner[1:] == owner[:-1]) & (rank[1:] > rank[:-1])) + 1
    names = [objective.name for objective in plan.objectives]
    by_name = [names.index(name) if name in names else -1 for name in tickets.priorities]
    first = np.searchsorted(clocks.owner, owner[later])
    before = np.array(by_name)[priority[later - 1]]
    before = np.where(objective[first] < 0, -1, before)
    return _Moments(first, before, history.at[stated[later]])


def _placed(plan: TargetPlan, clocks: Cycles, moments: _Moments) -> Int64:
    """How many of some moments in the windows fell where, by objective."""
    inside = moments.taken(_asked(plan, clocks, moments))
    return _counted(inside.objective, _places(plan, clocks, inside), len(plan.objectives))


def _by_day(plan: TargetPlan, clocks: Cycles, objective: Int64, midnights: Int64) -> Int64:
    """How many clocks stopped where, by day."""
    stopped = np.flatnonzero(clocks.stop != ABSENT)
    moments = _Moments(stopped, objective[stopped], clocks.stop[stopped])
    moments = moments.taken(_asked(plan, clocks, moments))
    day = np.searchsorted(midnights, moments.instant, side="right") - 1
    return _counted(day, _places(plan, clocks, moments), len(midnights))


def _counted(row: Int64, place: Int64, rows: int) -> Int64:
    width = _NO_LIMIT + 1
    return np.bincount(row * width + place, minlength=rows * width).reshape(rows, width)


def _asked(plan: TargetPlan, clocks: Cycles, moments: _Moments) -> Bools:
    """Moments while a clock ran that is measured, in the windows."""
    at, stop = moments.instant, clocks.stop[moments.cycle]
    found: Bools = (moments.objective >= 0) & (at >= clocks.start[moments.cycle])
    found &= (stop == ABSENT) | (at <= stop)
    within = np.zeros(len(at), dtype=bool)
    for window in plan.windows:
        within |= (at >= window.start) & (at < window.end)
    return found & within


def _places(plan: TargetPlan, clocks: Cycles, moments: _Moments) -> Int64:
    """Where each moment falls: before the last tenth of its limit, in it, or beyond the limit."""
    places = np.full(len(moments.cycle), _NO_LIMIT, dtype=np.int64)
    for position, objective in enumerate(plan.objectives):
        mine = moments.objective == position
        limit, calendar = objective.within, objective.calendar
        if not isinstance(limit, Duration) or calendar is None or not mine.any():
            continue
        try:
            elapsed = _elapsed(calendar, clocks, moments.taken(mine))
        except ServiceTimeError:  # an open record, longer than its calendar is pinned
            continue
        near = limit.seconds - elapsed <= limit.seconds // LAST
        places[mine] = np.where(elapsed > limit.seconds, _LATE, np.where(near, _NEAR, _EARLY))
    return places


def _elapsed(calendar: Hours, clocks: Cycles, moments: _Moments) -> Int64:
    """Service seconds from the start of each clock to the moment, without its pauses."""
    start, until = clocks.start[moments.cycle], moments.instant
    timeline = compile_covering(calendar, int(start.min()), int(until.max()))
    order = np.argsort(clocks.paused_cycle, kind="stable")
    cycle = clocks.paused_cycle[order]
    first = np.searchsorted(cycle, moments.cycle, side="left")
    count = np.searchsorted(cycle, moments.cycle, side="right") - first
    moment = np.repeat(np.arange(len(until)), count)
    ends = np.cumsum(count)
    which = order[np.arange(len(moment)) + np.repeat(first - (ends - count), count)]
    pauses = moment, clocks.paused_from[which], clocks.paused_until[which]
    whole: Int64 = timeline.bulk.elapsed(start, until)
    return whole - paused(timeline, (start, until), pauses)


def _clusters(plan: TargetPlan, act: Act, counts: Int64) -> Iterator[Cluster]:
    for objective, placed in zip(plan.objectives, counts.tolist(), strict=True):
        near, total = placed[_NEAR], placed[_NEAR] + placed[_EARLY]
        if near >= _FEWEST and near * LAST >= total * _TIMES_EVEN:
            assert isinstance(objective.within, Duration)  # else nothing is near
            limit = objective.within.seconds
            yield Cluster(plan.target.id, objective.name, act, near, total, limit)


def _days(plan: TargetPlan) -> Iterator[date]:
    dates = [date.fromisoformat(day) for each in plan.windows for day in (each.first, each.last)]
    day, last = min(dates, default=date.max), max(dates, default=date.min)
    while day <= last:
        yield day
        day += timedelta(days=1)


def _bulk(plan: TargetPlan, days: list[date], counts: Int64) -> Iterator[BulkStop]:
    """The days with far more stops than the middle one of those of their window that have any."""
    for window in plan.windows:
        first, last = (
            bisect_left(days, date.fromisoformat(d)) for d in (window.first, window.last)
        )
        inside = range(first, last + 1)
        stops = counts.sum(axis=1).tolist()
        some = sorted(stops[i] for i in inside if stops[i])
        usual = some[(len(some) - 1) // 2] if some else 0
        for i in inside:
            if stops[i] >= max(_FEWEST_IN_BULK, _TIMES_USUAL * usual):
                near, late = int(counts[i, _NEAR]), int(counts[i, _LATE])
                yield BulkStop(plan.target.id, days[i], stops[i], near, late, usual)
