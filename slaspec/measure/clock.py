"""
Start, stop and pauses of every record: the clock of a duration metric, before service hours.

    events -> stop runs -> one clock or several for each record -> its pauses
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from slaspec.measure.faults import located
from slaspec.measure.known import among, owners_of
from slaspec.measure.priority import since_change
from slaspec.measure.stops import (
    NEVER,
    Runs,
    earliest_stamp,
    reopened_in_time,
    stamp_of,
    stop_runs,
)
from slaspec.measure.visits import Spans, group_visits
from slaspec.records.tickets import ABSENT, STATES, StateHistory, Tickets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.language.quantities import Zone
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int64
    from slaspec.service_time.working_days import WorkingDays

_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True)
class Cycles:
    """
    One entry per clock that ran: its ticket, start and stop (`ABSENT` while it runs).

    `origin` is the instant by which a clock belongs to a window and to a term: its start, or the
    due time where it measures a delay (which starts with the stop of a record that was early).
    Pauses are flat: `paused_cycle` names the cycle, `paused_from` and `paused_until` its span,
    cut to the clock. `backwards` counts spans that ended before they began: they are dropped.
    With `one_each` there is one clock for each ticket, in their order.
    """

    owner: Int64
    start: Int64
    stop: Int64
    paused_cycle: Int64
    paused_from: Int64
    paused_until: Int64
    origin: Int64
    backwards: int = 0
    one_each: bool = False

    @property
    def pauses(self) -> tuple[Int64, Int64, Int64]:
        """The columns of the pauses: cycle, begin and end."""
        return self.paused_cycle, self.paused_from, self.paused_until

    def each(self, column: NDArray[_Scalar]) -> NDArray[_Scalar]:
        """The entry of a column of tickets for each clock."""
        return column if self.one_each else column[self.owner]

    def taken(self, which: Int64) -> Cycles:
        """Some of the clocks, by position in their order."""
        if len(which) == len(self.owner):
            return self
        position = np.full(len(self.owner), -1, dtype=np.int64)
        position[which] = np.arange(len(which))
        cycle = position[self.paused_cycle]
        ours = cycle >= 0
        start = self.start[which]
        return Cycles(
            owner=self.owner[which],
            start=start,
            stop=self.stop[which],
            paused_cycle=cycle[ours],
            paused_from=self.paused_from[ours],
            paused_until=self.paused_until[ours],
            origin=start if self.origin is self.start else self.origin[which],
        )


@dataclass(frozen=True)
class _Clocks:
    """Clocks before their pauses; `gaps` are spans between a stop and a reopening."""

    owner: Int64
    start: Int64
    stop: Int64
    gaps: Spans


def cycles(
    tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone, open_days: WorkingDays | None
) -> Cycles:
    """The clocks of all tickets, which are given as known at `as_of` (UTC seconds)."""
    start = stamp_of(tickets, plan.timed.start or "reported", plan, "start")
    if tickets.history is None:
        clocks = _from_stamps(tickets, plan, start, as_of)
    else:
        runs = _runs(tickets, tickets.history, plan, as_of, zone, open_days)
        clocks = _from_runs(runs, plan, start)
        if not {*(plan.timed.stop or ())} <= {*STATES}:
            clocks = _answered(clocks, earliest_stamp(tickets, plan, as_of, points=True))
    if (change := since_change(tickets, plan)) is not None:
        begin = _from_change(clocks, change)
        clocks = _Clocks(clocks.owner, begin, clocks.stop, clocks.gaps)
    return _with_pauses(clocks, plan, as_of, _paused_spans(tickets, plan, as_of), len(tickets))


def visits(tickets: Tickets, plan: TargetPlan, as_of: int) -> Cycles:
    """
    The visits of each ticket to the group of a metric, as clocks in the order of the history.

    A visit is an unbroken run of events of the group before the first stop. A ticket without one
    has a clock without a start; a visit that ends before it begins is dropped and counted.
    """
    history = tickets.history
    assert history is not None  # the plan has made sure
    found, backwards = group_visits(tickets, history, plan, _first_stop(tickets, plan, as_of))
    without = np.setdiff1d(np.arange(len(tickets)), found.owner)
    absent = np.full(len(without), ABSENT, dtype=np.int64)
    owner = np.concatenate([found.owner, without])
    order = np.argsort(owner, kind="stable")
    clocks = _Clocks(
        owner=owner[order],
        start=np.concatenate([found.begin, absent])[order],
        stop=np.concatenate([found.end, absent])[order],
        gaps=_nothing(),
    )
    cut = _with_pauses(clocks, plan, as_of, _paused_spans(tickets, plan, as_of), len(tickets))
    return replace(cut, backwards=cut.backwards + backwards)


def _first_stop(tickets: Tickets, plan: TargetPlan, as_of: int) -> Int64:
    """The first stop of each ticket, `NEVER` for none."""
    assert tickets.history is not None
    first = earliest_stamp(tickets, plan, as_of, points=True)
    runs = stop_runs(tickets, tickets.history, plan, as_of)
    owner, index = np.unique(runs.owner, return_index=True)
    first[owner] = np.minimum(first[owner], runs.stopped[index])
    return first


def _nothing() -> Spans:
    empty = np.empty(0, dtype=np.int64)
    return Spans(empty, empty, empty)


def _from_stamps(tickets: Tickets, plan: TargetPlan, start: Int64, as_of: int) -> _Clocks:
    """A list of last times knows one stop: the earliest of the stop events that it states."""
    earliest = earliest_stamp(tickets, plan, as_of, points=False)
    stop = np.where(earliest == NEVER, ABSENT, earliest)
    return _Clocks(np.arange(len(tickets)), start, stop, _nothing())


def _runs(
    tickets: Tickets,
    history: StateHistory,
    plan: TargetPlan,
    as_of: int,
    zone: Zone,
    open_days: WorkingDays | None,
) -> Runs:
    runs = stop_runs(tickets, history, plan, as_of)
    within, rule = plan.answers.reopened.within, plan.answers.day_periods
    if within is None:
        return runs
    assert rule is not None  # the plan has made sure
    return reopened_in_time(runs, within, rule, zone, open_days)


def _from_runs(runs: Runs, plan: TargetPlan, start: Int64) -> _Clocks:
    reopened = plan.answers.reopened
    if reopened.clock == "new_cycle":
        return _one_clock_per_run(runs, start)
    stop = np.full(len(start), ABSENT, dtype=np.int64)
    gaps = _nothing()
    last = runs.reopened == ABSENT
    if len(last) == len(start) and last.all():  # each ticket has stopped once, and for good
        stop = runs.stopped
    elif reopened.clock == "ignored":
        first = np.unique(runs.owner, return_index=True)[1]
        stop[runs.owner[first]] = runs.stopped[first]
    else:
        stop[runs.owner[last]] = runs.stopped[last]
        if reopened.gap == "paused":
            gaps = Spans(runs.owner[~last], runs.stopped[~last], runs.reopened[~last])
    return _Clocks(np.arange(len(start)), start, stop, gaps)


def _one_clock_per_run(runs: Runs, start: Int64) -> _Clocks:
    """Each reopening begins a clock of its own, in the order of the source's sequence."""
    again = runs.reopened != ABSENT
    owner = np.concatenate([np.arange(len(start)), runs.owner[again]])
    begin = np.concatenate([start, runs.reopened[again]])
    order = np.argsort(owner, kind="stable")
    owner, begin = owner[order], begin[order]
    stop = np.full(len(owner), ABSENT, dtype=np.int64)
    position = np.arange(len(runs.owner)) - np.searchsorted(runs.owner, runs.owner)
    stop[np.searchsorted(owner, runs.owner) + position] = runs.stopped
    return _Clocks(owner, begin, stop, _nothing())


def _answered(clocks: _Clocks, point: Int64) -> _Clocks:
    """An event that is no state stops the clock that it falls into, or the first one."""
    at = point[clocks.owner]
    first = np.append(True, clocks.owner[1:] != clocks.owner[:-1])[: len(clocks.owner)]
    earlier = (clocks.stop == ABSENT) | (at < clocks.stop)
    mine = (at != NEVER) & earlier & (first | (at >= clocks.start))
    return _Clocks(clocks.owner, clocks.start, np.where(mine, at, clocks.stop), clocks.gaps)


def _from_change(clocks: _Clocks, change: Int64) -> Int64:
    """
    With `reclassified: from_change` the clock starts when the priority in force began.

    A change after the stop leaves no time in which its limit could run: elapsed is 0.
    """
    changed = change[clocks.owner]
    latest = np.where(clocks.stop == ABSENT, changed, np.minimum(changed, clocks.stop))
    moved = (clocks.start != ABSENT) & (changed != ABSENT)
    return np.where(moved, np.maximum(clocks.start, latest), clocks.start)


def _paused_spans(tickets: Tickets, plan: TargetPlan, as_of: int) -> Spans:
    """Spans in the paused states, by ticket; the last one lasts until `as_of`."""
    history = tickets.history
    states = plan.timed.pause or ()
    if not states:
        return _nothing()
    if history is None:
        raise located(
            f"a list of last times cannot show the pauses of metric '{plan.timed.id}'",
            plan.timed.at.of("pause"),
            "measure on an export with the history of each record",
        )
    paused = np.flatnonzero(among(history.state, states))
    owner = owners_of(history.first, paused)
    following = paused + 1
    last = following == history.first[owner + 1]
    until = np.where(last, as_of, history.at[np.minimum(following, len(history.at) - 1)])
    return Spans(owner, history.at[paused], until)


def _with_pauses(
    clocks: _Clocks, plan: TargetPlan, as_of: int, states: Spans, tickets: int
) -> Cycles:
    """Pauses of a ticket fall to each of its clocks, cut to it."""
    owner, start = clocks.owner, clocks.start
    if plan.timed.start == "due" and plan.timed.group is None:
        start = np.minimum(start, np.where(clocks.stop == ABSENT, as_of, clocks.stop))
    ticket, begin, end = states.owner, states.begin, states.end
    if len(clocks.gaps.owner):
        ticket = np.concatenate([ticket, clocks.gaps.owner])
        begin = np.concatenate([begin, clocks.gaps.begin])
        end = np.concatenate([end, clocks.gaps.end])
    forward = begin <= end
    if not forward.all():
        ticket, begin, end = ticket[forward], begin[forward], end[forward]
    one_each = len(owner) == tickets  # every ticket has a clock, so it is the only one
    if one_each:
        cycle = ticket
    else:
        first = np.searchsorted(owner, ticket, side="left")
        count = np.searchsorted(owner, ticket, side="right") - first
        cycle = np.repeat(first, count) + _within_groups(count)
        begin, end = np.repeat(begin, count), np.repeat(end, count)
    stop = clocks.stop[cycle]
    begin = np.maximum(begin, start[cycle])
    end = np.minimum(end, np.where(stop == ABSENT, as_of, stop))
    inside = begin < end
    if not inside.all():
        cycle, begin, end = cycle[inside], begin[inside], end[inside]
    return Cycles(
        owner=owner,
        start=start,
        stop=clocks.stop,
        origin=clocks.start,
        paused_cycle=cycle,
        paused_from=begin,
        paused_until=end,
        backwards=int((~forward).sum()),
        one_each=one_each,
    )


def _within_groups(count: Int64) -> Int64:
    """0, 1, … inside each group of the given sizes."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - count, count)
