"""
Kind `duration`: service seconds from start to stop, judged record by record against a limit.

Every clock ends in exactly one of: counted in a window (met or missed), open (within its limit at
`as_of`), or excluded by a named reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import ServiceTimeError
from slaspec.measure.clock import Cycles, cycles
from slaspec.measure.faults import located
from slaspec.measure.known import known_at
from slaspec.measure.limits import Within, open_days, within_limit
from slaspec.measure.plan import ObjectivePlan, TargetPlan
from slaspec.measure.priority import priority_in_force
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.known import Bools
    from slaspec.records.tickets import Int32, Int64

COUNTED, OPEN, LEFT_OUT = 0, 1, 2


@dataclass(frozen=True)
class Judged:
    """
    The clocks of one target, one entry each.

    `objective` indexes the plan's objectives (-1 none), `fate` is counted, open or left out,
    `met` holds for counted clocks, `window` indexes the plan's windows (-1 for none of them),
    `reason` indexes `reasons` for clocks left out (-1 none).
    """

    owner: Int64
    objective: Int32
    fate: Int64
    met: Int64
    window: Int64
    reason: Int64
    reasons: tuple[str, ...]
    backwards: int


def judge(
    tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone, active: tuple[int, int]
) -> Judged:
    """
    Judge every clock of a target as known at `as_of`.

    `active` are the first second of the agreement's term and the first after it: a record keeps
    the text in force when its clock started, so a clock that starts outside is not of this
    agreement.
    """
    days = None if plan.period_days is None else open_days(plan.period_days, zone)
    tickets = known_at(tickets, as_of)
    clocks = cycles(tickets, plan, as_of, zone, days)
    left_out = _LeftOut(len(clocks.owner))
    _leave_out(left_out, tickets, plan, clocks, as_of, active)
    objective = _objective_of(tickets, plan, clocks)
    if plan.by_priority:
        without = priority_in_force(tickets, plan)[clocks.owner] == NO_CODE
        left_out.mark(without, "no priority")
    left_out.mark(objective < 0, "no objective for its priority")
    return _judged(plan, clocks, objective, left_out, as_of, zone)


class _LeftOut:
    """The first reason, in the order asked, for which each clock does not count."""

    def __init__(self, count: int) -> None:
        self.reason = np.full(count, -1, dtype=np.int64)
        self.reasons: list[str] = []

    def mark(self, which: Bools, reason: str) -> None:
        self.reasons.append(reason)
        self.reason[(self.reason < 0) & which] = len(self.reasons) - 1


def _leave_out(
    left_out: _LeftOut,
    tickets: Tickets,
    plan: TargetPlan,
    clocks: Cycles,
    as_of: int,
    active: tuple[int, int],
) -> None:
    state = tickets.last_state[clocks.owner]
    left_out.mark(~_of_service(tickets, plan)[clocks.owner], "another service")
    left_out.mark(clocks.start == ABSENT, f"never {plan.metric.start}")
    unknown = (clocks.start > as_of) | (state == NO_CODE)
    left_out.mark(unknown, "after the date of the preview")
    for word in sorted(plan.answers.leave_out):
        left_out.mark(state == STATES.index(word), word)
    if plan.answers.without_stop == "leave_out":
        ended = _ended(tickets, as_of)[clocks.owner]
        left_out.mark(ended & (clocks.stop == ABSENT), "ended without its stop event")
    left_out.mark((clocks.stop != ABSENT) & (clocks.stop < clocks.start), "ends before it begins")
    outside = (clocks.start < active[0]) | (clocks.start >= active[1])
    left_out.mark(outside, "outside the term")


def _ended(tickets: Tickets, as_of: int) -> Bools:
    """Closed or cancelled in the end; in a list of last times, a filled `closed` tells as well."""
    ended: Bools = np.isin(tickets.last_state, [STATES.index(s) for s in ("closed", "cancelled")])
    closed = tickets.stamps.get("closed")
    if tickets.history is None and closed is not None:
        ended = ended | ((closed != ABSENT) & (closed <= as_of))
    return ended


def _of_service(tickets: Tickets, plan: TargetPlan) -> Bools:
    wanted = [i for i, name in enumerate(tickets.services) if name == plan.target.service]
    of_service: Bools = np.isin(tickets.service, wanted)
    return of_service


def _objective_of(tickets: Tickets, plan: TargetPlan, clocks: Cycles) -> Int32:
    if not plan.by_priority:
        return np.zeros(len(clocks.owner), dtype=np.int32)
    position = {objective.name: i for i, objective in enumerate(plan.objectives)}
    table = np.array([position.get(name, -1) for name in tickets.priorities] + [-1])
    objective: Int32 = table[priority_in_force(tickets, plan)][clocks.owner].astype(np.int32)
    return objective


def _judged(
    plan: TargetPlan,
    clocks: Cycles,
    objective: Int32,
    left_out: _LeftOut,
    as_of: int,
    zone: Zone,
) -> Judged:
    count = len(clocks.owner)
    met, decided = np.zeros(count, dtype=np.int64), np.full(count, ABSENT, dtype=np.int64)
    fate = np.where(left_out.reason >= 0, LEFT_OUT, COUNTED)
    for position, each in enumerate(plan.objectives):
        mine = np.flatnonzero((objective == position) & (fate != LEFT_OUT))
        if mine.size:
            verdict = _verdicts(plan, each, clocks, mine, as_of, zone)
            met[mine], decided[mine], fate[mine] = verdict
    out = fate == LEFT_OUT
    # What is left out is shown where its clock started, when its priority has an objective.
    decided[out] = np.where(objective[out] >= 0, clocks.start[out], ABSENT)
    window = _window_of(plan, decided)
    outside = ~out & (window < 0)
    left_out.mark(outside, "outside the period")
    fate[outside] = LEFT_OUT
    return Judged(
        owner=clocks.owner,
        objective=objective,
        fate=fate,
        met=met,
        window=window,
        reason=left_out.reason,
        reasons=tuple(left_out.reasons),
        backwards=clocks.backwards,
    )


_Verdicts = tuple["Int64", "Int64", "Int64"]


def _verdicts(
    plan: TargetPlan,
    objective: ObjectivePlan,
    clocks: Cycles,
    mine: Int64,
    as_of: int,
    zone: Zone,
) -> _Verdicts:
    """Met, the instant that assigns to a window, and the fate of some clocks of one objective."""
    start, stop = clocks.start[mine], clocks.stop[mine]
    running = stop == ABSENT
    try:
        within = within_limit(plan, objective, clocks, mine, np.where(running, as_of, stop), zone)
        return _fates(plan, start, stop, within, running)
    except ServiceTimeError as error:
        raise located(
            f"target '{plan.target.id}', objective '{objective.name}': {error}",
            objective.at,
            "pin the calendar for longer: closed dates, and valid.through",
        ) from None


def _fates(
    plan: TargetPlan, start: Int64, stop: Int64, within: Within, running: Bools
) -> _Verdicts:
    # With `stop`, a record without a stop has no window to be missed in.
    is_open = running if plan.answers.assign_to == "stop" else running & within.met
    fate = np.where(is_open, OPEN, COUNTED)
    decided = _decided(plan.answers.assign_to, start, stop, within, is_open)
    return (within.met & ~running).astype(np.int64), decided, fate


def _decided(assign_to: str, start: Int64, stop: Int64, within: Within, is_open: Bools) -> Int64:
    """The instant that assigns each clock to a window; that of an open one is its start."""
    decided = start.copy()
    counted = np.flatnonzero(~is_open)
    if assign_to == "stop":
        decided[counted] = stop[counted]
    elif assign_to == "deadline" and counted.size:
        decided[counted] = within.deadline(counted)
    elif assign_to == "decided":
        decided[counted] = stop[counted]
        missed = counted[~within.met[counted]]
        if missed.size:
            decided[missed] = within.exceeded(missed)
    return decided


def _window_of(plan: TargetPlan, decided: Int64) -> Int64:
    """The window that each instant lies in, -1 for none."""
    if not plan.windows:
        return np.full(len(decided), -1, dtype=np.int64)
    starts = np.array([window.start for window in plan.windows], dtype=np.int64)
    ends = np.array([window.end for window in plan.windows], dtype=np.int64)
    found = np.searchsorted(starts, decided, side="right") - 1
    window: Int64 = np.where((found >= 0) & (decided < ends[found]), found, -1)
    return window
