"""The instant by which a record belongs to a window, where no clock runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import UsageError
from slaspec.language.model.metric import DurationMetric
from slaspec.measure.cells import LeftOut
from slaspec.measure.clock import cycles
from slaspec.measure.known import known_at
from slaspec.measure.limits import open_days
from slaspec.measure.population import (
    matching,
    no_priority,
    objective_of,
    of_service,
    unreported,
)
from slaspec.measure.relieved_clocks import leave_out_granted
from slaspec.measure.stops import stamp_at
from slaspec.measure.windows import named
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.model.metric import Event, Filter
    from slaspec.language.model.node import Place
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int32, Int64

_ENDS: tuple[Event, ...] = ("resolved", "closed")


@dataclass(frozen=True)
class Population:
    """
    The records that a target speaks of: one entry each, with the instant that dates it.

    `owner` is the row of the record, `objective` the one that judges it (-1 none), `running` says
    that what dates it has not happened yet (`at` is then when it was reported). `left_out` holds
    the reasons for those that do not count.
    """

    owner: Int64
    at: Int64
    running: Bools
    objective: Int32
    left_out: LeftOut


def population(
    records: Tickets | Figures,
    plan: TargetPlan,
    scope: Scope,
    wanted: Filter | None,
    place: Place,
    event: Event | None = None,
) -> Population:
    """
    The records that pass a filter, dated as the contract assigns them to windows.

    Tickets are dated by `event`, or as `assign_to` says: by their start, their due time or their
    end (`decided` and `stop`). Raises `LocatedError` where the source does not say when.
    """
    if not isinstance(records, Tickets):
        return _of_rows(records, plan, scope, wanted, place)
    tickets = known_at(records, scope.as_of)
    owner, at, running = _dated(tickets, plan, scope, event)
    left_out = LeftOut(len(owner))
    left_out.mark(~of_service(tickets, plan)[owner], "another service")
    left_out.mark(~matching(tickets, plan, wanted, place)[owner], "not among the records measured")
    left_out.mark(at == ABSENT, f"never {event or _dates(plan)}")
    _leave_out(left_out, tickets, plan, scope, owner, at)
    objective = objective_of(tickets, plan)[owner]
    left_out.mark(objective < 0, "no objective for its priority")
    return Population(owner, at, running, objective, left_out)


def _leave_out(
    left_out: LeftOut, tickets: Tickets, plan: TargetPlan, scope: Scope, owner: Int64, at: Int64
) -> None:
    state = tickets.last_state[owner]
    unknown = (at > scope.as_of) | unreported(tickets, scope.as_of)[owner] | (state == NO_CODE)
    left_out.mark(unknown, "after the date of the preview")
    for word in sorted(plan.answers.leave_out):
        left_out.mark(state == STATES.index(word), word)
    leave_out_granted(left_out, tickets.ids, owner, plan, scope.as_of)
    left_out.mark((at < scope.term[0]) | (at >= scope.term[1]), "outside the term")
    left_out.mark(no_priority(tickets, plan)[owner], "no priority")


def _of_rows(
    rows: Figures, plan: TargetPlan, scope: Scope, wanted: Filter | None, place: Place
) -> Population:
    at, known = _dated_rows(rows, plan, scope)
    left_out = LeftOut(len(rows))
    left_out.mark(~of_service(rows, plan), "another service")
    left_out.mark(~matching(rows, plan, wanted, place), "not among the records measured")
    left_out.mark(at == ABSENT, "of no window of the period")
    left_out.mark(~known, "after the date of the preview")
    leave_out_granted(left_out, rows.ids, np.arange(len(rows)), plan, scope.as_of)
    left_out.mark((at < scope.term[0]) | (at >= scope.term[1]), "outside the term")
    count = len(rows)
    objective = np.zeros(count, dtype=np.int32)
    return Population(np.arange(count), at, np.zeros(count, dtype=bool), objective, left_out)


def _dates(plan: TargetPlan) -> str:
    return {"start": "reported", "deadline": "due"}.get(plan.answers.assign_to, "ended")


def _dated(
    tickets: Tickets, plan: TargetPlan, scope: Scope, event: Event | None
) -> tuple[Int64, Int64, Bools]:
    """Ticket, instant, and whether the instant is still to come, of each entry."""
    word = event or _dates(plan)
    if word == "ended":
        return _ended(tickets, plan, scope, _ends_of(tickets))
    if event in _ENDS:
        return _ended(tickets, plan, scope, (event,))
    at = stamp_at(tickets, word, plan.metric.at.of("source" if event is None else "event"))
    return np.arange(len(tickets)), at, np.zeros(len(tickets), dtype=bool)


def _ends_of(tickets: Tickets) -> tuple[Event, ...]:
    """The ends that a source knows: both in a history, else those it has a column for."""
    if tickets.history is not None:
        return _ENDS
    return tuple(event for event in _ENDS if event in tickets.stamps) or _ENDS


def _ended(
    tickets: Tickets, plan: TargetPlan, scope: Scope, events: tuple[Event, ...]
) -> tuple[Int64, Int64, Bools]:
    """
    Tickets by when they ended, with the answer to `reopened`; open ones by when they were reported.

    The stop of a clock from `reported` to these events is the same question.
    """
    clock = DurationMetric(
        id=plan.metric.id,
        kind="duration",
        start="reported",
        stop=events,
        pause=(),
        at=plan.metric.at,
    )
    days = None if plan.period_days is None else open_days(plan.period_days, scope.zone)
    clocks = cycles(tickets, replace(plan, metric=clock), scope.as_of, scope.zone, days)
    running = clocks.stop == ABSENT
    return clocks.owner, np.where(running, clocks.start, clocks.stop), running


def _dated_rows(rows: Figures, plan: TargetPlan, scope: Scope) -> tuple[Int64, Bools]:
    """The instant of each row, and whether it was known; a row may name its window instead."""
    if not rows.window:
        return rows.at, rows.at <= scope.as_of
    dates = {name: _first_instant(name, plan, scope) for name in sorted({*rows.window})}
    found = [dates[name] for name in rows.window]
    at = np.array([instant for instant, _ in found], dtype=np.int64)
    return at, np.array([end for _, end in found], dtype=np.int64) <= scope.as_of


def _first_instant(name: str, plan: TargetPlan, scope: Scope) -> tuple[int, int]:
    """
    The first second of a named window in the term, and the first after the window.

    A name that is no window of this kind leads nowhere (`ABSENT`): it lies in no window.
    """
    try:
        first, last = named(name)
    except UsageError:
        return ABSENT, ABSENT
    begin, end = midnight(first, scope.zone), midnight(last + timedelta(days=1), scope.zone)
    spans = (*plan.spans.judged.values(), *plan.spans.before.values())
    inside = max(begin, scope.term[0]) if end > scope.term[0] else begin
    if any(span.start <= inside and min(end, scope.term[1]) <= span.end for span in spans):
        return inside, end
    return ABSENT, end
