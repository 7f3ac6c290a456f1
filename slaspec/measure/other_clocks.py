"""
The clocks that a tool may have run in place of the contract's: one answer or term changed each.

They are only ever compared with the verdicts of a tool; nothing is judged or paid by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from slaspec.language.model import Calendar
from slaspec.language.model.interpretation import Reopened
from slaspec.language.model.metric import Event, State
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration, Zone
from slaspec.measure.plan import ALWAYS, Hours, ObjectivePlan, TargetPlan

if TYPE_CHECKING:
    from slaspec.records.tickets import Tickets

Reason = Literal[
    "stop event",
    "pause",
    "priority in force",
    "zone",
    "holiday",
    "hours",
    "deadline",
    "rounding",
    "reopened",
    "no stop",
    "unknown",
]
REASONS: tuple[Reason, ...] = get_args(Reason)

_ENDS: tuple[Event, ...] = ("resolved", "closed")
_ANSWERS: tuple[Event, ...] = ("assigned", "accepted", "first_response", "next_response", "updated")
_WAITING: tuple[State, ...] = ("waiting_customer", "waiting_supplier", "waiting_internal")
_LESS_THAN_A_MINUTE = 59
_UTC = Zone("UTC")
_REOPENED = (
    Reopened(clock="continues", gap="counts"),
    Reopened(clock="continues", gap="paused"),
    Reopened(clock="ignored"),
    Reopened(clock="new_cycle"),
)


class OtherClock(NamedTuple):
    """A plan that differs in one thing: the class of the change, and the change in words."""

    reason: Reason
    change: str
    plan: TargetPlan


def other_clocks(plan: TargetPlan, tickets: Tickets, zone: Zone) -> Iterator[OtherClock]:
    """
    Every other clock of a duration target that some tickets can be measured by, in a fixed order.

    `zone` is that of the agreement.
    """
    yield from _other_stops(plan, tickets)
    if tickets.history is not None:
        yield from _other_pauses(plan)
    if plan.by_priority:
        yield from _other_priorities(plan)
    yield from _other_zones(plan, zone)
    yield from _other_holidays(plan)
    yield from _other_hours(plan)
    yield from _other_deadlines(plan)
    yield from _other_limits(plan)
    if tickets.history is not None and plan.timed.group is None:
        yield from _other_reopenings(plan)


def _other_stops(plan: TargetPlan, tickets: Tickets) -> Iterator[OtherClock]:
    said = frozenset(plan.timed.stop or ())
    family = _ENDS if said & {*_ENDS} else _ANSWERS
    known = [event for event in family if _is_known(event, tickets)]
    several = [frozenset(known)] if len(known) > 1 and family is _ENDS else []
    for events in (*(frozenset([event]) for event in known), *several):
        if events != said:
            named = [event for event in family if event in events]
            metric = replace(plan.timed, stop=tuple(named))
            yield OtherClock("stop event", f"stop: {_list(named)}", replace(plan, metric=metric))


def _is_known(event: Event, tickets: Tickets) -> bool:
    return event in tickets.stamps or (event in _ENDS and tickets.history is not None)


def _other_pauses(plan: TargetPlan) -> Iterator[OtherClock]:
    said = frozenset(plan.timed.pause or ())
    nothing: frozenset[State] = frozenset()
    others = [nothing, *(said ^ {state} for state in _WAITING), frozenset(_WAITING)]
    for states in dict.fromkeys(others):
        if states != said:
            named = sorted(states)
            metric = replace(plan.timed, pause=tuple(named))
            yield OtherClock("pause", f"pause: {_list(named)}", replace(plan, metric=metric))


def _other_priorities(plan: TargetPlan) -> Iterator[OtherClock]:
    for rule in ("final", "at_open", "worst"):
        if rule != plan.answers.priority:
            yield _answered(plan, "priority in force", "priority", rule)
    for rule in ("from_start", "from_change"):
        if rule != plan.answers.reclassified:
            yield _answered(plan, "priority in force", "reclassified", rule)


def _other_zones(plan: TargetPlan, agreed: Zone) -> Iterator[OtherClock]:
    zones = [_UTC, agreed, *([plan.source.timezone] if plan.source.timezone else [])]
    for zone in dict.fromkeys(zones):
        yield from _on(plan, "zone", f"hours in {zone}", timezone=zone)


def _other_holidays(plan: TargetPlan) -> Iterator[OtherClock]:
    yield from _on(plan, "holiday", "no closed dates", closed=None, exceptions=None)
    for other in _calendars(plan):
        if other.closed:
            change = f"closed dates of {other.id}"
            yield from _on(plan, "holiday", change, closed=other.closed, valid=other.valid)


def _on(plan: TargetPlan, reason: Reason, change: str, **terms: Any) -> Iterator[OtherClock]:
    """The plan on its own calendars with other terms, where that changes any of them."""
    changed = {
        each.name: replace(each.calendar, **terms)
        for each in plan.objectives
        if isinstance(each.calendar, Calendar)
    }
    objectives = [
        replace(each, calendar=changed.get(each.name, each.calendar)) for each in plan.objectives
    ]
    if tuple(objectives) != plan.objectives:
        yield OtherClock(reason, change, replace(plan, objectives=tuple(objectives)))


def _other_hours(plan: TargetPlan) -> Iterator[OtherClock]:
    hours: list[Hours] = [ALWAYS, *_calendars(plan)]
    for other in hours:
        objectives = tuple(replace(each, calendar=other) for each in plan.objectives)
        if objectives != plan.objectives:
            name = other if isinstance(other, str) else other.id
            yield OtherClock("hours", f"hours: {name}", replace(plan, objectives=objectives))


def _calendars(plan: TargetPlan) -> list[Calendar]:
    """The calendars that a target names, each once, in the order written."""
    named = chain((each.calendar for each in plan.objectives), [plan.period_days])
    return list({each.id: each for each in named if isinstance(each, Calendar)}.values())


def _other_deadlines(plan: TargetPlan) -> Iterator[OtherClock]:
    other = "missed" if plan.answers.limit_reached == "met" else "met"
    yield _answered(plan, "deadline", "limit_reached", other)
    for due in ("same_time", "end_of_day"):
        objectives = tuple(
            replace(each, within=replace(each.within, due=due))
            if isinstance(each.within, WorkingDays)
            else each
            for each in plan.objectives
        )
        if objectives != plan.objectives:
            yield OtherClock("deadline", f"due: {due}", replace(plan, objectives=objectives))


def _other_limits(plan: TargetPlan) -> Iterator[OtherClock]:
    """A tool that cuts or rounds its times to minutes is wrong by less than one."""
    for seconds, change in (
        (_LESS_THAN_A_MINUTE, "less than a minute over the limit"),
        (-_LESS_THAN_A_MINUTE, "less than a minute within the limit"),
    ):
        objectives = tuple(_moved(each, seconds) for each in plan.objectives)
        if objectives != plan.objectives:
            yield OtherClock("rounding", change, replace(plan, objectives=objectives))


def _moved(objective: ObjectivePlan, seconds: int) -> ObjectivePlan:
    limit = objective.within
    if not isinstance(limit, Duration) or limit.seconds + seconds < 1:
        return objective
    return replace(objective, within=Duration(f"{limit.seconds + seconds}s"))


def _other_reopenings(plan: TargetPlan) -> Iterator[OtherClock]:
    said = plan.answers.reopened
    for rule in _REOPENED:
        if (rule.clock, rule.gap) != (said.clock, said.gap) or said.within is not None:
            gap = f", gap: {rule.gap}" if rule.gap else ""
            answers = replace(plan.answers, reopened=rule)
            change = f"reopened: {rule.clock}{gap}"
            yield OtherClock("reopened", change, replace(plan, answers=answers))


def _answered(plan: TargetPlan, reason: Reason, question: str, answer: str) -> OtherClock:
    said: dict[str, Any] = {question: answer}
    answers = replace(plan.answers, **said)
    return OtherClock(reason, f"{question}: {answer}", replace(plan, answers=answers))


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(words)}]"
