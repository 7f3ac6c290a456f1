"""
What a plan refuses: terms that are not measured yet, and questions that a source cannot answer.

Nothing that moves a verdict is accepted and then ignored. `MEASURED` names, for every class of
terms, those that the plan acts on; a test compares it with the fields of the classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.language.answers import answer
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.node import Node, Place
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration
from slaspec.measure.faults import located, unsaid, unsupported
from slaspec.service_time.day_periods import COUNTED_UNITS, needs_calendar

if TYPE_CHECKING:
    from slaspec.language.model import Agreement, DataSource
    from slaspec.language.model.target import Objective, Target
    from slaspec.measure.plan import Answers, TargetPlan

MEASURED: dict[str, frozenset[str]] = {
    "MeasureAnswers": frozenset(
        {
            "window",
            "assign_to",
            "limit_reached",
            "priority",
            "reclassified",
            "reopened",
            "without_stop",
            "leave_out",
            "no_events",
            "few_events",
            "round_measured",
            "partial_window",
            "obligation",
            "minimum_sample",
            "late_report",
        }
    ),
    "DurationMetric": frozenset(
        {"id", "source", "kind", "records", "start", "stop", "pause", "hours"}
    ),
    "Target": frozenset({"id", "service", "metric", "objective", "objectives"}),
    "Objective": frozenset({"share", "within", "hours"}),
}
# What stands behind a promise, what a miss pays, prose, and how a report is handled: no verdict on
# records that are there depends on it.
BESIDE: dict[str, frozenset[str]] = {
    "MeasureAnswers": frozenset({"no_data"}),
    "DurationMetric": frozenset({"title", "definition"}),
    "Target": frozenset({"clause", "title", "backed_by", "assume", "remedies", "remark"}),
    "Objective": frozenset({"backed_by", "assume", "remark"}),
}
REFUSED: dict[str, tuple[str, ...]] = {
    "MeasureAnswers": ("smooth_with",),
    "DurationMetric": ("group", "visits", "where", "exclusions"),
    "Target": (),
    "Objective": ("percentile", "availability", "at_least", "at_most"),
}


def refuse_answers(agreement: Agreement, target: Target, metric: MeasureAnswers) -> None:
    """Refuse an answer that is not measured yet, wherever it is the nearest one."""
    levels = (target, metric, agreement.interpretation)
    for question in REFUSED["MeasureAnswers"]:
        if answer(question, *levels) is not None:
            raise unsupported(f"'{question}' of target '{target.id}'", _place_of(question, *levels))
    for question, word in (("obligation", "report_only"), ("late_report", "missed")):
        if answer(question, *levels) == word:
            place = _place_of(question, *levels)
            raise unsupported(f"'{question}: {word}' of target '{target.id}'", place)
    refuse_service(agreement, target, metric)


def refuse_service(agreement: Agreement, target: Target, metric: MeasureAnswers) -> None:
    """Refuse what the agreement says of its service and of duties, where the clock would obey."""
    for line in agreement.services or ():
        volume = line.volume
        if line.service == target.service and volume and volume.above == "not_judged":
            raise unsupported(
                f"'volume: above: not_judged' of service '{line.service}'", volume.at.of("above")
            )
    pauses = getattr(metric, "pause", None) or ()
    for duty in (agreement.duties.customer if agreement.duties else None) or ():
        if duty.if_not == "clock_paused" and "waiting_customer" not in pauses:
            raise located(
                f"duty '{duty.id}' pauses the clock, and the metric of target '{target.id}' does"
                " not pause while it waits for the customer",
                duty.at.of("if_not"),
                "add waiting_customer to pause of the metric, or say if_not: none",
            )


def _place_of(question: str, *nearest_first: Node | None) -> Place:
    """Where the answer that holds was written."""
    said = [n for n in nearest_first if n is not None and getattr(n, question, None) is not None]
    return said[0].at.of(question)


def refuse_metric(metric: DurationMetric, source: DataSource) -> None:
    """Refuse what a clock cannot do yet, and records of another kind than the source has."""
    for term in REFUSED["DurationMetric"]:
        if getattr(metric, term):
            raise unsupported(f"'{term}' of metric '{metric.id}'", metric.at.of(term))
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
    if metric.start == "due":
        raise unsupported(f"'start: due' of metric '{metric.id}'", metric.at.of("start"))
    if metric.records == "outage":
        raise unsupported(f"'records: outage' of metric '{metric.id}'", metric.at.of("records"))
    has = source.records or "incident"
    if metric.records is not None and metric.records != has:
        raise located(
            f"metric '{metric.id}' measures records of kind {metric.records}, and source"
            f" '{source.id}' has {has}",
            metric.at.of("records"),
            f"name a source of kind {metric.records}",
        )


def refuse_objective(name: str, objective: Objective) -> None:
    """Refuse an objective that is not `share` + `within`, and a limit that is no time."""
    for term in REFUSED["Objective"]:
        if getattr(objective, term) is not None:
            raise unsupported(f"objective '{name}' with '{term}'", objective.at.of(term))
    if objective.share is None or objective.within is None:
        raise located(
            f"objective '{name}' needs share and within", objective.at, "say both of them"
        )
    within = objective.within
    if isinstance(within, Duration) and (within.seconds < 1 or within.milliseconds % 1000):
        raise located(
            f"objective '{name}': a limit of {within} is no whole number of seconds above 0",
            objective.at.of("within"),
            "write at least 1s, and no milliseconds",
        )
    if isinstance(within, WorkingDays) and within.working_days < 1:
        raise located(
            f"objective '{name}': a limit of {within.working_days} working days leaves no time",
            objective.at.of("within"),
            "count from 1 working day",
        )


def refuse_reopened(target: Target, answers: Answers) -> None:
    """Refuse a rule for reopened records that leaves something open."""
    reopened, rule = answers.reopened, answers.day_periods
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
        raise unsaid(target.at, "day_periods", "how is the period of 'reopened' counted?")
    if rule.calendar is None and needs_calendar(within, rule):
        raise located(
            f"day_periods names no calendar, and 'reopened: within: {within}' needs to know the"
            " open days",
            rule.at,
            "add calendar to day_periods, or on_closed_day: same_day and a period of days",
        )


def refuse_plan(plan: TargetPlan) -> None:
    """Refuse answers that do not go together with the objectives or with the source."""
    _refuse_working_days(plan)
    if plan.by_priority and plan.answers.priority == "worst":
        _require_ranks(plan)
    if plan.source.layout == "snapshot":
        _refuse_last_times(plan)


def _refuse_working_days(plan: TargetPlan) -> None:
    """A limit in working days is a date: there is no clock that could stand still."""
    for objective in plan.objectives:
        if isinstance(objective.within, Duration):
            continue
        if plan.metric.pause:
            raise located(
                f"a limit in working days has no clock that could pause (metric"
                f" '{plan.metric.id}')",
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


def _require_ranks(plan: TargetPlan) -> None:
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
        (bool(plan.metric.pause), "pause", plan.metric.at.of("pause")),
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
            raise located(
                f"source '{plan.source.id}' is a list of last times and cannot answer '{term}'",
                at,
                "measure on an export with the history of each record (layout: events)",
            )
