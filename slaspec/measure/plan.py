"""
What is to be measured, with every question answered: the engine-neutral plan of an agreement.

A question on which a verdict depends and that nobody answers stops the plan at its place; a term
that this version cannot measure is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar, DataSource, PriorityMatrix
from slaspec.language.model.interpretation import (
    DayPeriods,
    FewEvents,
    PartialWindow,
    Reopened,
    RoundMeasured,
)
from slaspec.language.model.metric import DurationMetric, MetricHead
from slaspec.language.model.node import Node, Place
from slaspec.language.model.target import Objective, Target, WorkingDays
from slaspec.language.quantities import Duration, Share, Zone
from slaspec.measure.faults import located, unsaid, unsupported
from slaspec.measure.refusals import (
    refuse_answers,
    refuse_metric,
    refuse_objective,
    refuse_plan,
    refuse_reopened,
)
from slaspec.measure.results import WindowSpan
from slaspec.measure.windows import CALENDAR_WINDOWS, windows

ALL = "all"
ALWAYS: Literal["24x7"] = "24x7"


@dataclass(frozen=True)
class Answers:
    """The answers that hold for one target."""

    assign_to: str
    limit_reached: str
    priority: str
    reclassified: str
    reopened: Reopened
    without_stop: str
    leave_out: frozenset[str]
    no_events: str
    few_events: FewEvents | None
    round_measured: RoundMeasured | None
    minimum_sample: int
    partial_window: str | PartialWindow | None
    day_periods: DayPeriods | None


@dataclass(frozen=True)
class ObjectivePlan:
    """One objective: its share, its limit, and the calendar on which the clock runs."""

    name: str
    share: Share
    within: Duration | WorkingDays
    calendar: Calendar | Literal["24x7"]
    at: Place


@dataclass(frozen=True)
class TargetPlan:
    """
    One target with its metric, windows, answers and objectives, in the order written.

    `window` is the kind of its windows (`month`).
    `ranked` are the priorities of the PriorityMatrix, from the highest to the lowest.
    """

    target: Target
    metric: DurationMetric
    source: DataSource
    answers: Answers
    objectives: tuple[ObjectivePlan, ...]
    window: str
    windows: tuple[WindowSpan, ...]
    ranked: tuple[str, ...]
    period_days: Calendar | Literal["24x7"] | None

    @property
    def by_priority(self) -> bool:
        """Whether each priority has an objective of its own, or one holds for all records."""
        return self.target.objective is None

    @property
    def priorities(self) -> tuple[str, ...]:
        """The ranked priorities, then those that only the objectives name, as written."""
        return tuple(dict.fromkeys([*self.ranked, *(self.target.objectives or {})]))


@dataclass(frozen=True)
class Plan:
    """Everything that is to be measured for one agreement over a period."""

    agreement: Agreement
    zone: Zone
    targets: tuple[TargetPlan, ...]

    @property
    def sources(self) -> tuple[DataSource, ...]:
        """The sources whose records are needed, each once, in the order of the targets."""
        return tuple({plan.source.id: plan.source for plan in self.targets}.values())


def plan(book: Book, agreement: Agreement, first: date, last: date) -> Plan:
    """
    The plan of a whole agreement for the dates `first` to `last`.

    Raises `LocatedError` for a question without an answer or a reference without its document,
    `Unsupported` for a metric, objective or window that this version cannot measure.
    """
    if agreement.timezone is None:
        raise located(
            "'timezone' is not said: on whose clock do windows begin and end?",
            agreement.at.of("id"),
            "add timezone to the agreement or its Terms",
        )
    if not agreement.targets:
        raise located(f"agreement '{agreement.id}' has no targets", agreement.at.of("id"))
    targets = tuple(
        _target(book, agreement, agreement.timezone, target, first, last)
        for target in agreement.targets
    )
    return Plan(agreement, agreement.timezone, targets)


def _target(
    book: Book, agreement: Agreement, zone: Zone, target: Target, first: date, last: date
) -> TargetPlan:
    metric = _metric(agreement, target)
    source = _source(book, metric)
    refuse_metric(metric, source)
    refuse_answers(agreement, target, metric)
    window = answer("window", target, metric, agreement.interpretation)
    if window is None:
        raise unsaid(target.at, "window", f"over which period is '{target.id}' judged?")
    if window not in CALENDAR_WINDOWS:
        kind = next(word for word in ("rolling", "contract_year") if hasattr(window, word))
        raise unsupported(f"the {kind} window of target '{target.id}'", window.at)
    answers = _answers(agreement, target, metric)
    refuse_reopened(target, answers)
    made = TargetPlan(
        target=target,
        metric=metric,
        source=source,
        answers=answers,
        objectives=tuple(_objectives(book, target, metric)),
        window=window,
        windows=windows(window, first, last, zone),
        ranked=_ranked(book, agreement),
        period_days=_period_days(book, answers),
    )
    refuse_plan(made)
    return made


def _period_days(book: Book, answers: Answers) -> Calendar | Literal["24x7"] | None:
    """The calendar by which periods of days are counted."""
    rule = answers.day_periods
    if rule is None or rule.calendar is None:
        return None
    return calendar_of(book, rule.calendar, rule.at.of("calendar"))


def _metric(agreement: Agreement, target: Target) -> DurationMetric:
    metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
    if metric is None:
        known = ", ".join(m.id for m in agreement.metrics or ()) or "none"
        raise located(
            f"there is no metric '{target.metric}'", target.at.of("metric"), f"there are: {known}"
        )
    if not isinstance(metric, DurationMetric):
        raise unsupported(f"metric '{metric.id}' of kind {metric.kind}", metric.at.of("kind"))
    return metric


def _source(book: Book, metric: MetricHead) -> DataSource:
    source = book.get(metric.source, DataSource)
    if source is None:
        raise located(
            f"metric '{metric.id}' is measured on no known data source", metric.at.of("source")
        )
    return source


_QUESTIONS: dict[str, str] = {
    "assign_to": "in which window does a record count?",
    "limit_reached": "is a record met that took exactly as long as its limit?",
    "priority": "which priority counts when it was changed?",
    "reclassified": "from when does the limit of a changed priority run?",
    "reopened": "what does a reopened record do to its clock?",
    "without_stop": "what of a record that ended without its stop event?",
    "leave_out": "which records are left out?",
    "no_events": "what is the verdict when nothing happened?",
    "few_events": "how is a share judged with few records?",
    "round_measured": "is the measured value rounded before it is judged?",
}


def _answers(agreement: Agreement, target: Target, metric: DurationMetric) -> Answers:
    said: dict[str, Any] = {}
    for question, why in _QUESTIONS.items():
        said[question] = answer(question, target, metric, agreement.interpretation)
        if said[question] is None:
            raise unsaid(target.at, question, why)
    return Answers(
        assign_to=said["assign_to"],
        limit_reached=said["limit_reached"],
        priority=said["priority"],
        reclassified=said["reclassified"],
        reopened=said["reopened"],
        without_stop=said["without_stop"],
        leave_out=frozenset(said["leave_out"]),
        no_events=said["no_events"],
        few_events=None if said["few_events"] == "none" else said["few_events"],
        round_measured=None if said["round_measured"] == "exact" else said["round_measured"],
        minimum_sample=answer("minimum_sample", target, metric, agreement.interpretation) or 0,
        partial_window=answer("partial_window", target, metric, agreement.interpretation),
        day_periods=answer("day_periods", agreement.interpretation),
    )


def _objectives(book: Book, target: Target, metric: DurationMetric) -> Iterator[ObjectivePlan]:
    if (target.objective is None) == (not target.objectives):
        raise located(
            f"target '{target.id}' has {'no objective' if target.objective is None else 'two'}",
            target.at,
            "write objective for all records, or objectives with one for each priority",
        )
    if target.objective is not None:
        yield _objective(book, ALL, target.objective, metric)
    for name, objective in (target.objectives or {}).items():
        yield _objective(book, name, objective, metric)


def _objective(
    book: Book, name: str, objective: Objective, metric: DurationMetric
) -> ObjectivePlan:
    refuse_objective(name, objective)
    assert objective.share is not None  # refused above
    assert objective.within is not None
    hours: Node = metric if objective.hours is None and metric.hours is not None else objective
    return ObjectivePlan(
        name=name,
        share=objective.share,
        within=objective.within,
        calendar=calendar_of(book, objective.hours or metric.hours, hours.at.of("hours")),
        at=objective.at,
    )


def calendar_of(book: Book, id: str | None, place: Place) -> Calendar | Literal["24x7"]:
    """The calendar of an `hours` term; `LocatedError` where there is none."""
    if id == ALWAYS:
        return ALWAYS
    calendar = book.get(id, Calendar)
    if calendar is None:
        if id is None:
            raise unsaid(place, "hours", "in which hours does its clock run?", "the objective")
        raise located(f"there is no calendar '{id}'", place, "name a Calendar, or write 24x7")
    return calendar


def _ranked(book: Book, agreement: Agreement) -> tuple[str, ...]:
    """Priorities from the highest to the lowest, as the matrix lists them."""
    matrix = book.get(agreement.priorities, PriorityMatrix)
    return tuple(priority.id for priority in matrix.priorities) if matrix else ()
