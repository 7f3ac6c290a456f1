"""When a leaf with a time limit counts: its clock, its stop, its pauses, its records."""

from __future__ import annotations

from functools import lru_cache

from slaspec.backing.case import Case, Condition, shown
from slaspec.backing.hours import Hours, clock_of
from slaspec.backing.leaf_priorities import cannot_downgrade, priority_in_force, reclassified
from slaspec.backing.population import within
from slaspec.backing.promise import Promise
from slaspec.backing.result import Reason
from slaspec.language.model.interpretation import Reopened
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import WorkingDays

_MARGIN = 60 * 86400


def metric_of(promise: Promise) -> DurationMetric:
    """The metric, which `same_kind` has looked at first."""
    assert isinstance(promise.metric, DurationMetric)
    return promise.metric


def limited(case: Case) -> Reason | None:
    """A share or percentile of records within a limit, on hours that are known."""
    objective = case.promise.objective
    if objective.within is None or case.promise.level is None:
        return case.reason(
            "no-limit",
            f"{case.name} promises no share of records within a limit",
            "write share and within",
            objective.at,
        )
    if case.leaf_hours is None:
        return case.reason(
            "hours-unsaid",
            f"{case.name} does not say in which hours its clock runs, or names no known calendar",
            "name a Calendar, or 24x7",
            case.promise.hours_place,
        )
    return None


def same_records(case: Case) -> Reason | None:
    """On the same kind of records, with a filter that takes all of ours."""
    ours, theirs = metric_of(case.objective), metric_of(case.promise)
    alike = {
        "records": theirs.records in (None, ours.records),
        "where": within(ours.where or {}, theirs.where or {}),
    }
    for question, kept in alike.items():
        mine, its = getattr(ours, question), getattr(theirs, question)
        if not kept:
            return case.reason(
                "other-records",
                f"{case.name} looks at other records ({question}: {shown(its)}) than the objective"
                f" ({shown(mine)})",
                "measure both on the same records",
                theirs.at.of(question),
            )
    return None


def stops_for_certain(case: Case) -> Reason | None:
    """A supplier who never finishes misses."""
    if case.promise.said("without_stop") != "leave_out":
        return None
    return case.reason(
        "without-stop",
        f"{case.name} leaves out records that end without a stop: who never finishes never misses",
        "agree without_stop: open in the OLA or UC",
        case.promise.place("without_stop"),
    )


def assigned_for_certain(case: Case) -> Reason | None:
    """A record that is never stopped is missed in some window."""
    if case.promise.said("assign_to") != "stop":
        return None
    return case.reason(
        "assign-to-stop",
        f"{case.name} counts a record in the window of its stop: who never finishes never misses",
        "agree assign_to: decided in the OLA or UC",
        case.promise.place("assign_to"),
    )


def leaves_out(case: Case) -> Reason | None:
    """The leaf leaves out the records that the objective leaves out, and no others."""
    ours = frozenset(case.objective.said("leave_out") or ())
    theirs = frozenset(case.promise.said("leave_out") or ())
    if theirs == ours or (theirs < ours and case.promise.level == 1):
        return None
    return case.reason(
        "leave-out",
        f"{case.name} leaves out {_all(theirs)} records, the objective {_all(ours)}",
        "leave out the same records in both",
        case.promise.place("leave_out"),
    )


def _all(words: frozenset[str]) -> str:
    return " and ".join(sorted(words)) or "no"


def pauses(case: Case) -> Reason | None:
    """No state stops the leaf's clock and leaves the objective's running."""
    theirs = metric_of(case.promise).pause
    at = metric_of(case.promise).at
    if "never_paused" in case.assumed:
        return None
    if theirs is None:
        return case.reason(
            "pauses-unsaid",
            f"{case.name} does not say in which states its clock stands still",
            "write pause: [] or name the states",
            at,
        )
    if theirs and not case.same_source:
        return case.reason(
            "paused",
            f"{case.name} stands still while its own record is {' or '.join(theirs)}; ours, on"
            f" {case.objective.metric.source}, goes on: there is no bound",
            "pause: [] behind us, state assume: [never_paused], or name the system that both data"
            " sources show",
            at.of("pause"),
        )
    outside = [state for state in theirs if state not in (metric_of(case.objective).pause or ())]
    if outside:
        return case.reason(
            "paused",
            f"{case.name} stands still in {shown(tuple(outside))}, the objective does not:"
            " there is no bound",
            "pause both, or neither, or state assume: [never_paused]",
            at.of("pause"),
        )
    return _paused_off_hours(case, "pause") if theirs else None


def _paused_off_hours(case: Case, question: str) -> Reason | None:
    """Every second that the objective counts is one of the leaf's hours."""
    theirs = case.leaf_hours
    if theirs is None or hours_within(case, theirs):
        return None
    at = metric_of(case.promise).at.of("pause")
    return case.reason(
        "paused-off-hours",
        f"{case.name} pauses and runs on {theirs.id}, the objective on {case.hours.id}:"
        " a record that waits in those hours goes on outside them without bound",
        f"let the leaf run on {case.hours.id}, or state assume: [never_paused]",
        at if question == "pause" else case.promise.place("reopened"),
    )


def hours_within(case: Case, theirs: Hours) -> bool:
    """Whether every second that the objective counts is one of some hours."""
    return case.hours == theirs or _lies_in(
        case.hours, theirs, case.term.begin, case.term.end + _MARGIN
    )


@lru_cache(maxsize=4096)
def _lies_in(ours: Hours, theirs: Hours, earliest: int, latest: int) -> bool:
    return clock_of(ours, earliest, latest).lies_in(clock_of(theirs, earliest, latest))


def paused_state(case: Case) -> str:
    """A state in which both clocks stand still; empty where there is none or it is assumed away."""
    if "never_paused" in case.assumed:
        return ""
    named = metric_of(case.promise).pause or ()
    if named:
        return named[0]
    return "resolved" if _gap_paused(case) else ""


def _gap_paused(case: Case) -> bool:
    reopened: Reopened | None = case.promise.said("reopened")
    continues = reopened is not None and reopened.clock == "continues"
    return case.stops_the_clock and continues and reopened is not None and reopened.gap == "paused"


def reopening(case: Case) -> Reason | None:
    """A reopened record runs on for the leaf as long as for the objective."""
    ours, theirs = case.objective.said("reopened"), case.promise.said("reopened")
    if not case.stops_the_clock or ours is None or ours.clock == "ignored":
        return None
    if theirs is not None and _as_strict(ours, theirs):
        return _paused_gap(case, ours, theirs)
    return case.reason(
        "reopened",
        f"{case.name} says reopened: {_words(theirs)}, the objective {_words(ours)}:"
        " a record that comes back runs on for one of them only",
        "answer reopened in the OLA or UC as the objective does",
        case.promise.place("reopened"),
    )


def _as_strict(ours: Reopened, theirs: Reopened) -> bool:
    if ours.clock != theirs.clock:
        return False
    if theirs.within is None or ours.within == theirs.within:
        return True
    same = ours.within is not None and ours.within.unit == theirs.within.unit
    return same and ours.within is not None and theirs.within.count >= ours.within.count


def _words(reopened: Reopened | None) -> str:
    if reopened is None:
        return "nothing"
    within = f" within {reopened.within}" if reopened.within is not None else ""
    return f"{reopened.clock}{within}"


def _paused_gap(case: Case, ours: Reopened, theirs: Reopened) -> Reason | None:
    if theirs.clock != "continues" or theirs.gap != "paused" or "never_paused" in case.assumed:
        return None
    if ours.gap == "paused":
        return _paused_off_hours(case, "reopened")
    return case.reason(
        "reopened-gap",
        f"{case.name} pauses from a stop until the record is reopened, the objective does not:"
        " there is no bound",
        "agree gap: counts, or state assume: [never_paused]",
        theirs.at.of("gap"),
    )


def limit_kind(case: Case) -> Reason | None:
    """A limit in working days goes on while a clock stands still."""
    limits = (case.objective.objective.within, case.promise.objective.within)
    if not any(isinstance(each, WorkingDays) for each in limits) or not paused_state(case):
        return None
    return case.reason(
        "paused-days",
        f"{case.name} can stand still, and a limit in working days goes on: there is no bound",
        "pause: [], or state assume: [never_paused]",
        metric_of(case.promise).at.of("pause"),
    )


def one_group(case: Case) -> Reason | None:
    """A clock of one group's visits is not added up over other groups."""
    metric = metric_of(case.promise)
    if metric.group is None or metric.group == metric_of(case.objective).group:
        return None
    if metric.visits == "sum" or case.leaf.visits > 1:
        return None
    return case.reason(
        "group-visits",
        f"{case.name} counts the longest visit to group {metric.group}: how often a record comes"
        " back is not bounded",
        "agree visits: sum, or say with visits how often it comes",
        metric.at.of("visits"),
    )


FOR_TIMES: tuple[Condition, ...] = (
    limited,
    same_records,
    stops_for_certain,
    assigned_for_certain,
    leaves_out,
    one_group,
    pauses,
    reopening,
    limit_kind,
    priority_in_force,
    reclassified,
    cannot_downgrade,
)
