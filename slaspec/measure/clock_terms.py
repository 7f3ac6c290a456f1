"""What a clock cannot do: terms of a duration that leave something open or contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration
from slaspec.measure.faults import located, unsaid
from slaspec.measure.units import written_scale
from slaspec.service_time.day_periods import COUNTED_UNITS, needs_calendar

if TYPE_CHECKING:
    from slaspec.errors import LocatedError
    from slaspec.language.model.node import Place
    from slaspec.measure.plan import ObjectivePlan, TargetPlan


def refuse_clock(plan: TargetPlan) -> None:
    """Refuse terms that leave something open, or do not go together with limits or source."""
    _refuse_metric(plan)
    for objective in plan.objectives:
        _refuse_limit(plan, objective)
        _refuse_percentile(plan, objective)
    refuse_reopened(plan)
    _refuse_working_days(plan)
    if plan.by_priority and plan.answers.priority == "worst":
        require_ranks(plan)
    if plan.source.layout == "snapshot":
        _refuse_last_times(plan)


def _refuse_metric(plan: TargetPlan) -> None:
    metric = plan.timed
    for question, why in (
        ("start", "when does its clock start?"),
        ("stop", "which event stops its clock?"),
        ("pause", "in which states does its clock stand still? (pause: [] means never)"),
    ):
        if getattr(metric, question) is None:
            raise located(
                f"metric '{metric.id}' does not say '{question}': {why}",
                metric.at,
                f"add {question} to the metric",
            )
    if metric.group is not None and metric.visits is None:
        raise located(
            f"metric '{metric.id}' does not say 'visits': are several visits to group"
            f" {metric.group} added, or does the longest one count?",
            metric.at.of("group"),
            "add visits: sum or visits: max",
        )
    if metric.group is not None and metric.start not in ("reported", "assigned"):
        raise located(
            f"the clock of metric '{metric.id}' runs while the record is with group"
            f" {metric.group}; it cannot start with '{metric.start}'",
            metric.at.of("start"),
            "write start: assigned, or leave the group out",
        )


def _refuse_limit(plan: TargetPlan, objective: ObjectivePlan) -> None:
    """A limit is a time; that of a delay may be nothing at all."""
    within = objective.within
    if isinstance(within, WorkingDays) and within.working_days < 1:
        raise located(
            f"objective '{objective.name}': a limit of {within.working_days} working days leaves"
            " no time",
            objective.at.of("within"),
            "count from 1 working day",
        )
    if not isinstance(within, Duration):
        return
    delay = plan.timed.start == "due" and plan.answers.limit_reached == "met"
    if within.seconds < (0 if delay else 1) or within.milliseconds % 1000:
        raise located(
            f"objective '{objective.name}': a limit of {within} is no whole number of seconds"
            f" {'from 0' if delay else 'above 0'}",
            objective.at.of("within"),
            "write at least 1s, and no milliseconds",
        )


def _refuse_percentile(plan: TargetPlan, objective: ObjectivePlan) -> None:
    """A percentile is a time on a clock, in the unit in which its limit is written."""
    if objective.percentile is None:
        return
    if not isinstance(objective.within, Duration):
        raise located(
            f"objective '{objective.name}': a percentile in working days is no time on a clock",
            objective.at.of("within"),
            f"write share: {objective.percentile}, which is met by the same records, or a limit in"
            " hours",
        )
    if plan.answers.round_measured and written_scale(str(objective.within)) is None:
        raise located(
            f"objective '{objective.name}': the measured time is rounded in the unit of its limit,"
            f" and {objective.within} has several",
            objective.at.of("within"),
            "write the limit in one unit, like 150min, or answer round_measured: exact",
        )


def refuse_reopened(plan: TargetPlan) -> None:
    """Refuse a rule for reopened records that leaves something open."""
    reopened, rule = plan.answers.reopened, plan.answers.day_periods
    if reopened.clock == "continues" and reopened.gap is None:
        raise located(
            "'reopened' does not say whether the gap counts or is paused",
            reopened.at,
            "add gap: counts or gap: paused",
        )
    within = reopened.within
    if within is None:
        return
    if within.unit not in (*COUNTED_UNITS, "hours"):
        raise located(
            f"'reopened: within: {within}' is no time in which a record could come back",
            reopened.at.of("within"),
            "write it like 5 working days, 10 days or 48 hours",
        )
    if rule is None:
        raise unsaid(plan.target.at, "day_periods", "how is the period of 'reopened' counted?")
    if rule.calendar is None and needs_calendar(within, rule):
        raise located(
            f"day_periods names no calendar, and 'reopened: within: {within}' needs to know the"
            " open days",
            rule.at,
            "add calendar to day_periods, or on_closed_day: same_day and a period of days",
        )


def _refuse_working_days(plan: TargetPlan) -> None:
    """A limit in working days is a date: there is no clock that could stand still."""
    for objective in plan.objectives:
        if isinstance(objective.within, Duration):
            continue
        if plan.timed.group is not None:
            raise located(
                f"visits to group {plan.timed.group} come to a time on a clock, not to working"
                " days",
                objective.at.of("within"),
                "write a limit in hours",
            )
        if plan.timed.pause:
            raise located(
                f"a limit in working days has no clock that could pause (metric '{plan.timed.id}')",
                objective.at.of("within"),
                "write pause: [] or a limit in hours",
            )
        if plan.answers.reopened.gap == "paused" and plan.answers.reopened.clock == "continues":
            raise located(
                f"a limit in working days has no clock that could pause between a stop and a"
                f" reopening (target '{plan.target.id}')",
                objective.at.of("within"),
                "answer reopened with gap: counts for this target, or write a limit in hours",
            )


def require_ranks(plan: TargetPlan) -> None:
    """`priority: worst` needs the order of the priorities, which the matrix says."""
    for objective in plan.objectives:
        if objective.name not in plan.ranked:
            raise located(
                f"'priority: worst' needs to know how high '{objective.name}' ranks, and no"
                " PriorityMatrix of the agreement lists it",
                objective.at,
                "name the matrix in priorities, with its priorities from the highest to the lowest",
            )


def _refuse_last_times(plan: TargetPlan) -> None:
    """A list of last times shows neither reopenings nor earlier priorities."""
    reopened, answers = plan.answers.reopened, plan.answers
    asks = [
        (reopened.clock != "continues", f"reopened: {reopened.clock}", reopened.at.of("clock")),
        (reopened.gap == "paused", "reopened: gap: paused", reopened.at.of("gap")),
        (reopened.within is not None, "reopened: within", reopened.at.of("within")),
        (bool(plan.timed.pause), "pause", plan.timed.at.of("pause")),
        (plan.timed.group is not None, "group", plan.timed.at.of("group")),
    ]
    if plan.by_priority:
        first = answers.priority != "final"
        moved = answers.reclassified == "from_change" and answers.priority != "at_open"
        at = plan.target.at
        asks += [
            (first, f"priority: {answers.priority}", at),
            (moved, "reclassified: from_change", at),
        ]
    for asked, term, at in asks:
        if asked:
            raise not_in_last_times(plan, term, at)


def not_in_last_times(plan: TargetPlan, term: str, at: Place) -> LocatedError:
    """The error of a question that a list of last times cannot answer."""
    return located(
        f"source '{plan.source.id}' is a list of last times and cannot answer '{term}'",
        at,
        "measure on an export with the history of each record (layout: events)",
    )
