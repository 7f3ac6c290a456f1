"""
Service seconds from start to stop, judged record by record against a limit.

Every clock ends in exactly one of: counted in a window (met or missed), open (within its limit at
`as_of`), or excluded by a named reason. All targets of a layer are judged together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from slaspec.errors import ServiceTimeError
from slaspec.measure.cells import COUNTED, LEFT_OUT, OPEN, Judged, LeftOut, slice_of
from slaspec.measure.clock import Cycles, cycles, visits
from slaspec.measure.faults import located
from slaspec.measure.known import known_at
from slaspec.measure.limits import Within, open_days, within_seconds, within_working_days
from slaspec.measure.misses import Spent, unspent
from slaspec.measure.population import ended, matching, unreported
from slaspec.measure.priority import priority_in_force
from slaspec.measure.relieved_clocks import leave_out_granted, with_relief
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.errors import LocatedError
    from slaspec.language.quantities import Zone
    from slaspec.measure.known import Bools
    from slaspec.measure.layer import Layer
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int8, Int32, Int64

_Scalar = TypeVar("_Scalar", bound=np.generic)


def judge(tickets: Tickets, clocks: Cycles, layer: Layer) -> Judged:
    """
    Judge the clocks of the records of a layer.

    `tickets` and their `clocks` are as known at the `as_of` of the layer. A record keeps the text
    in force when its clock started, so a clock that starts outside the term of its target is not
    of its agreement.
    """
    target = clocks.each(layer.target_of(tickets))
    priority = clocks.each(priority_in_force(tickets, layer.plan))
    name = layer.name_of(tickets, priority)
    began = slice_of(layer.plan, clocks.origin)
    first = slice(None) if layer.plan.timed.group is None else _first_visits(clocks)
    begun = layer.begun(target[first], name[first], began[first])
    ours = np.flatnonzero(target < len(layer.asked))
    clocks, target, name = clocks.taken(ours), _of(ours, target), _of(ours, name)
    began, priority = _of(ours, began), _of(ours, priority)
    left_out = LeftOut(len(ours))
    _leave_out(left_out, tickets, layer, clocks, target)
    if layer.plan.by_priority:
        left_out.mark(priority == NO_CODE, "no priority")
    objective = layer.objective_of(target, name)
    left_out.mark(objective < 0, "no objective for its priority")
    judged = replace(_judged(layer, clocks, objective, began, left_out), target=target, begun=begun)
    if layer.plan.timed.group is None:
        return judged
    return judged.taken(_first_visits(clocks))


def clocks_of(tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone) -> Cycles:
    """The clocks of all tickets, which are given as known at `as_of` (UTC seconds)."""
    if plan.timed.group is not None:
        clocks = visits(tickets, plan, as_of)
    else:
        days = None if plan.period_days is None else open_days(plan.period_days, zone)
        clocks = cycles(tickets, plan, as_of, zone, days)
    return with_relief(clocks, tickets.ids, plan, as_of, zone)


def first_begins(tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone) -> Int64:
    """When the first clock of each ticket started, as known at `as_of`; `ABSENT` for none."""
    clocks = clocks_of(known_at(tickets, as_of), plan, as_of, zone)
    begins = np.full(len(tickets), ABSENT, dtype=np.int64)
    order = np.argsort(-clocks.origin, kind="stable")  # of several, the earliest is written last
    begins[clocks.owner[order]] = clocks.origin[order]
    return begins


def _leave_out(
    left_out: LeftOut, tickets: Tickets, layer: Layer, clocks: Cycles, target: Int32
) -> None:
    plan, as_of = layer.plan, layer.scope.as_of
    metric, begin = plan.timed, _begin(plan, clocks)
    state = clocks.each(tickets.last_state)
    if metric.where:
        filtered = matching(tickets, plan, metric.where, metric.at.of("where"))
        left_out.mark(~clocks.each(filtered), "not among the records measured")
    never = metric.start if metric.group is None else f"in group {metric.group}"
    left_out.mark(begin == ABSENT, f"never {never}")
    unknown = (clocks.start > as_of) | (state == NO_CODE)
    unknown |= clocks.each(unreported(tickets, as_of))
    left_out.mark(unknown, "after the date of the preview")
    for word in sorted(plan.answers.leave_out):
        left_out.mark(state == STATES.index(word), word)
    leave_out_granted(left_out, tickets.ids, clocks.owner, plan, as_of)
    if plan.answers.without_stop == "leave_out":
        without = clocks.each(ended(tickets, as_of)) & (clocks.stop == ABSENT)
        left_out.mark(without, "ended without its stop event")
    left_out.mark((clocks.stop != ABSENT) & (clocks.stop < clocks.start), "ends before it begins")
    first, last = layer.terms_of(target)
    left_out.mark((begin < first) | (begin >= last), "outside the term")


def _begin(plan: TargetPlan, clocks: Cycles) -> Int64:
    """The instant by which each clock belongs to a term: of a visit, that of the first one."""
    if plan.timed.group is None:
        return clocks.origin
    return clocks.origin[np.searchsorted(clocks.owner, clocks.owner)]


def _judged(
    layer: Layer, clocks: Cycles, objective: Int32, began: Int32, left_out: LeftOut
) -> Judged:
    fate = np.where(left_out.reason >= 0, np.int8(LEFT_OUT), np.int8(COUNTED))
    met = np.zeros(len(fate), dtype=bool)
    elapsed = np.zeros(len(fate), dtype=np.int64) if layer.percentiles.any() else None
    spent = _unspent(layer, clocks) if layer.plan.needs.each else None
    # What is left out is shown where its clock started, when its priority has an objective.
    window = np.where(objective >= 0, began, np.int32(-1))
    for mine in _judged_together(layer, objective, fate):
        ours = clocks.taken(mine)
        said = _verdicts(layer, ours, _of(mine, objective), _of(mine, began))
        at = slice(None) if len(mine) == len(fate) else mine
        met[at], fate[at], window[at] = said.met, said.fate, said.window
        if elapsed is not None and said.elapsed is not None:
            elapsed[at] = said.elapsed
        if spent is not None:
            _spend(spent, mine, said, layer, objective[mine])
    outside = (fate != LEFT_OUT) & (window < 0)
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
        elapsed=elapsed,
        spent=spent,
    )


def _unspent(layer: Layer, clocks: Cycles) -> Spent:
    """The begin and end of each clock; visits of a ticket end with the last, if none runs."""
    end = clocks.stop
    if layer.plan.timed.group is not None and len(end):
        _, first, ticket = np.unique(clocks.owner, return_index=True, return_inverse=True)
        running = np.minimum.reduceat(end, first) == ABSENT
        end = np.where(running, ABSENT, np.maximum.reduceat(end, first))[ticket]
    return unspent(clocks.start, end, layer.scope.as_of)


def _spend(spent: Spent, mine: Int64, said: _Said, layer: Layer, objective: Int32) -> None:
    """Note the time of clocks at some positions, as far as a limit says something of it."""
    missed = np.flatnonzero((said.fate == COUNTED) & ~said.met)
    at = mine[missed]
    if said.elapsed is not None:
        spent.seconds[at] = said.elapsed[missed]
        limit = layer.limits.seconds[objective[missed]]
        spent.late[at] = np.where(limit < 0, ABSENT, said.elapsed[missed] - limit)
    if layer.plan.needs.days and layer.plan.timed.group is None:
        spent.due[at] = said.deadline(missed)


def _judged_together(layer: Layer, objective: Int32, fate: Int8) -> Iterator[Int64]:
    """Positions to be judged: all on a limit in time, then those of each one in working days."""
    counted = fate == COUNTED
    timed = counted & (layer.limits.which[objective] >= 0) if layer.dated else counted
    of_days = (counted & (objective == number) for number in layer.dated)
    for mine in (timed, *of_days):
        if mine.any():
            yield np.flatnonzero(mine)


class _Said(NamedTuple):
    """What becomes of some clocks: met or not, open or counted, in which slice of time."""

    met: Bools
    fate: Int8
    window: Int32
    elapsed: Int64 | None
    deadline: Callable[[Int64], Int64]


def _verdicts(layer: Layer, clocks: Cycles, objective: Int32, began: Int32) -> _Said:
    """The verdicts of some clocks; `began` is the slice of time in which each one started."""
    try:
        return _said(layer, clocks, objective, began)
    except ServiceTimeError:
        for number in np.unique(objective).tolist():
            mine = np.flatnonzero(objective == number)
            try:
                _said(layer, clocks.taken(mine), objective[mine], began[mine])
            except ServiceTimeError as error:
                raise _without_hours(layer, number, error) from None
        raise


def _without_hours(layer: Layer, number: int, error: ServiceTimeError) -> LocatedError:
    plan, objective = layer.objectives[number]
    return located(
        f"target '{plan.target.id}', objective '{objective.name}': {error}",
        objective.at,
        "pin the calendar for longer: closed dates, and valid.through",
    )


def _said(layer: Layer, clocks: Cycles, objective: Int32, began: Int32) -> _Said:
    running, until = clocks.stop == ABSENT, clocks.stop
    if running.any():
        until = np.where(running, layer.scope.as_of, until)
    within = _within(layer, clocks, objective, until)
    met, elapsed, all_running = within.met, within.elapsed, running
    if layer.plan.timed.group is not None:
        met, elapsed, all_running = _visited(layer, clocks.owner, objective, within, running)
    # With `stop`, a record without a stop has no window to be missed in.
    is_open = running if layer.plan.answers.assign_to == "stop" else all_running & met
    window = _slices(layer.plan, within, until, running & is_open, began)
    return _Said(
        met & ~is_open,
        np.where(is_open, np.int8(OPEN), np.int8(COUNTED)),
        window,
        elapsed,
        within.deadline,
    )


def _within(layer: Layer, clocks: Cycles, objective: Int32, until: Int64) -> Within:
    number = int(objective[0])
    if number in layer.dated:
        plan, aim = layer.objectives[number]
        return within_working_days(plan, aim, clocks.origin, until, layer.scope.zone)
    reached = layer.plan.answers.limit_reached == "met"
    return within_seconds(layer.limits, clocks, objective, until, reached=reached)


def _visited(
    layer: Layer, owner: Int64, objective: Int32, within: Within, running: Bools
) -> tuple[Bools, Int64, Bools]:
    """What all visits of a ticket come to: their sum or the longest, and whether one runs."""
    assert within.elapsed is not None  # the plan has refused working days
    _, first, ticket = np.unique(owner, return_index=True, return_inverse=True)
    together = np.add if layer.plan.timed.visits == "sum" else np.maximum
    elapsed = together.reduceat(within.elapsed, first)[ticket]
    limit = layer.limits.seconds[objective]
    met = elapsed <= limit if layer.plan.answers.limit_reached == "met" else elapsed < limit
    return met, elapsed, np.logical_or.reduceat(running, first)[ticket]


def _slices(plan: TargetPlan, within: Within, until: Int64, is_open: Bools, began: Int32) -> Int32:
    """The slice of time that each clock is of; an open one is where it started."""
    assign_to = plan.answers.assign_to
    if assign_to == "start":
        return began
    if assign_to == "deadline":
        window, asked = began.copy(), np.flatnonzero(~is_open)
        window[asked] = slice_of(plan, within.deadline(asked))
        return window
    window = slice_of(plan, until)
    if is_open.any():
        window = np.where(is_open, began, window)
    if assign_to == "decided":
        # The limit is exceeded between start and stop: only two slices leave a question.
        unsure = np.flatnonzero(~is_open & ~within.met & ((began != window) | (began < 0)))
        window[unsure] = slice_of(plan, within.exceeded(unsure))
    return window


def _first_visits(clocks: Cycles) -> Int64:
    return np.unique(clocks.owner, return_index=True)[1]


def _of(which: Int64, column: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Some entries of a column; itself where that is all of them."""
    return column if len(which) == len(column) else column[which]
