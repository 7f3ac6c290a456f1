"""
Service seconds from start to stop, judged record by record against a limit.

Every clock ends in exactly one of: counted in a window (met or missed), open (within its limit at
`as_of`), or excluded by a named reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import Duration
from slaspec.measure.cells import COUNTED, LEFT_OUT, OPEN, Judged, LeftOut, slice_of
from slaspec.measure.clock import Cycles, cycles, visits
from slaspec.measure.faults import located
from slaspec.measure.known import known_at
from slaspec.measure.limits import Within, open_days, within_limit
from slaspec.measure.population import ended, matching, objective_of, of_service, unreported
from slaspec.measure.priority import priority_in_force
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import ObjectivePlan, TargetPlan
    from slaspec.records.tickets import Int32, Int64


def judge(
    tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone, active: tuple[int, int]
) -> Judged:
    """
    Judge every clock of a target as known at `as_of`.

    `active` are the first second of the agreement's term and the first after it: a record keeps
    the text in force when its clock started, so a clock that starts outside is not of this
    agreement.
    """
    tickets = known_at(tickets, as_of)
    clocks = _clocks(tickets, plan, as_of, zone)
    left_out = LeftOut(len(clocks.owner))
    _leave_out(left_out, tickets, plan, clocks, as_of, active)
    objective = objective_of(tickets, plan)[clocks.owner]
    if plan.by_priority:
        without = priority_in_force(tickets, plan)[clocks.owner] == NO_CODE
        left_out.mark(without, "no priority")
    left_out.mark(objective < 0, "no objective for its priority")
    return _judged(plan, clocks, objective, left_out, as_of, zone)


def first_begins(tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone) -> Int64:
    """When the first clock of each ticket started, as known at `as_of`; `ABSENT` for none."""
    clocks = _clocks(known_at(tickets, as_of), plan, as_of, zone)
    begins = np.full(len(tickets), ABSENT, dtype=np.int64)
    order = np.argsort(-clocks.origin, kind="stable")  # of several, the earliest is written last
    begins[clocks.owner[order]] = clocks.origin[order]
    return begins


def _clocks(tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone) -> Cycles:
    if plan.timed.group is not None:
        return visits(tickets, plan, as_of)
    days = None if plan.period_days is None else open_days(plan.period_days, zone)
    return cycles(tickets, plan, as_of, zone, days)


def _leave_out(
    left_out: LeftOut,
    tickets: Tickets,
    plan: TargetPlan,
    clocks: Cycles,
    as_of: int,
    active: tuple[int, int],
) -> None:
    metric, owner = plan.timed, clocks.owner
    state, begin = tickets.last_state[owner], _begin(plan, clocks)
    left_out.mark(~of_service(tickets, plan)[owner], "another service")
    if metric.where:
        filtered = matching(tickets, plan, metric.where, metric.at.of("where"))
        left_out.mark(~filtered[owner], "not among the records measured")
    never = metric.start if metric.group is None else f"in group {metric.group}"
    left_out.mark(begin == ABSENT, f"never {never}")
    unknown = (clocks.start > as_of) | (state == NO_CODE) | unreported(tickets, as_of)[owner]
    left_out.mark(unknown, "after the date of the preview")
    for word in sorted(plan.answers.leave_out):
        left_out.mark(state == STATES.index(word), word)
    if plan.answers.without_stop == "leave_out":
        without = ended(tickets, as_of)[owner] & (clocks.stop == ABSENT)
        left_out.mark(without, "ended without its stop event")
    left_out.mark((clocks.stop != ABSENT) & (clocks.stop < clocks.start), "ends before it begins")
    outside = (begin < active[0]) | (begin >= active[1])
    left_out.mark(outside, "outside the term")


def _begin(plan: TargetPlan, clocks: Cycles) -> Int64:
    """The instant by which each clock belongs to a term: of a visit, that of the first one."""
    if plan.timed.group is None:
        return clocks.origin
    return clocks.origin[np.searchsorted(clocks.owner, clocks.owner)]


def _judged(
    plan: TargetPlan,
    clocks: Cycles,
    objective: Int32,
    left_out: LeftOut,
    as_of: int,
    zone: Zone,
) -> Judged:
    count = len(clocks.owner)
    met, elapsed = np.zeros((2, count), dtype=np.int64)
    decided = np.full(count, ABSENT, dtype=np.int64)
    fate = np.where(left_out.reason >= 0, LEFT_OUT, COUNTED)
    for position, each in enumerate(plan.objectives):
        mine = np.flatnonzero((objective == position) & (fate != LEFT_OUT))
        if mine.size:
            verdicts = _verdicts(plan, each, clocks, mine, as_of, zone)
            met[mine], decided[mine], fate[mine], elapsed[mine] = verdicts
    out = fate == LEFT_OUT
    # What is left out is shown where its clock started, when its priority has an objective.
    decided[out] = np.where(objective[out] >= 0, clocks.origin[out], ABSENT)
    window = slice_of(plan, decided)
    outside = ~out & (window < 0)
    left_out.mark(outside, "outside the period")
    fate[outside] = LEFT_OUT
    timed = any(each.percentile is not None for each in plan.objectives)
    judged = Judged(
        owner=clocks.owner,
        objective=objective,
        fate=fate,
        met=met,
        window=window,
        reason=left_out.reason,
        reasons=tuple(left_out.reasons),
        backwards=clocks.backwards,
        elapsed=elapsed if timed else None,
    )
    if plan.timed.group is None:
        return judged
    return judged.taken(np.unique(clocks.owner, return_index=True)[1])  # by its first visit


_Verdicts = tuple["Int64", "Int64", "Int64", "Int64"]


def _verdicts(
    plan: TargetPlan,
    objective: ObjectivePlan,
    clocks: Cycles,
    mine: Int64,
    as_of: int,
    zone: Zone,
) -> _Verdicts:
    """Met, the instant that assigns to a window, the fate and the seconds of some clocks."""
    stop = clocks.stop[mine]
    running = stop == ABSENT
    try:
        within = within_limit(plan, objective, clocks, mine, np.where(running, as_of, stop), zone)
        met, elapsed = within.met, within.elapsed
        all_running = running
        if plan.timed.group is not None:
            met, elapsed, all_running = _visited(
                plan, objective, clocks.owner[mine], within, running
            )
        # With `stop`, a record without a stop has no window to be missed in.
        is_open = running if plan.answers.assign_to == "stop" else all_running & met
        decided = _decided(
            plan.answers.assign_to, clocks.origin[mine], stop, within, running & is_open
        )
    except ServiceTimeError as error:
        raise located(
            f"target '{plan.target.id}', objective '{objective.name}': {error}",
            objective.at,
            "pin the calendar for longer: closed dates, and valid.through",
        ) from None
    seconds = np.zeros(len(mine), dtype=np.int64) if elapsed is None else elapsed
    return (met & ~is_open).astype(np.int64), decided, np.where(is_open, OPEN, COUNTED), seconds


def _visited(
    plan: TargetPlan, objective: ObjectivePlan, owner: Int64, within: Within, running: Bools
) -> tuple[Bools, Int64, Bools]:
    """What all visits of a ticket come to: their sum or the longest, and whether one runs."""
    assert within.elapsed is not None  # the plan has refused working days
    assert isinstance(objective.within, Duration)
    _, first, ticket = np.unique(owner, return_index=True, return_inverse=True)
    together = np.add if plan.timed.visits == "sum" else np.maximum
    elapsed = together.reduceat(within.elapsed, first)[ticket]
    limit = objective.within.seconds
    met = elapsed <= limit if plan.answers.limit_reached == "met" else elapsed < limit
    return met, elapsed, np.logical_or.reduceat(running, first)[ticket]


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
