"""
What is to be measured, with every question answered: the engine-neutral plan of an agreement.

A question on which a verdict depends and that nobody answers stops the plan at its place; a term
that this version cannot measure is refused by name. What a kind of metric needs, its own module
in `kinds` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar, DataSource, PriorityMatrix
from slaspec.language.model.ledger import Entry
from slaspec.language.model.metric import DurationMetric, Metric, MetricHead
from slaspec.language.model.node import Node, Place
from slaspec.language.model.target import Objective, Target, WorkingDays
from slaspec.language.quantities import Amount, Duration, Share, Zone
from slaspec.measure.faults import located, unsaid
from slaspec.measure.kinds import Kind, kind_of
from slaspec.measure.needs import NO_NEEDS, Needs, needs_of
from slaspec.measure.questions import Answers, answers_of
from slaspec.measure.refusals import (
    refuse_answers,
    refuse_conditions,
    refuse_terms,
    refuse_window,
)
from slaspec.measure.relief import NO_RELIEF, Relief, relief_of
from slaspec.measure.results import WindowSpan
from slaspec.measure.spans import Spans, spans_of
from slaspec.measure.windows import in_words, windows

if TYPE_CHECKING:
    from slaspec.language.model.interpretation import Window

__all__ = ["ALL", "ALWAYS", "Answers", "ObjectivePlan", "Plan", "TargetPlan", "calendar_of", "plan"]

ALL = "all"
ALWAYS: Literal["24x7"] = "24x7"
Hours = Calendar | Literal["24x7"]


@dataclass(frozen=True)
class ObjectivePlan:
    """One objective: its condition, and the calendar on which a clock runs (None without one)."""

    name: str
    at: Place
    calendar: Hours | None = None
    share: Share | None = None
    percentile: Share | None = None
    within: Duration | WorkingDays | None = None
    availability: Share | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None


@dataclass(frozen=True)
class TargetPlan:
    """
    One target with its metric, windows, answers and objectives, in the order written.

    `window` says the kind of its windows in words (`month`). `spans` are its windows and those
    that they need besides. `ranked` are the priorities of the PriorityMatrix, from the highest to
    the lowest; `relief` is what its exclusions excuse; `needs` is what its remedies ask of single
    records; `prepared` is what the module of its kind has made ready.
    """

    target: Target
    metric: Metric
    source: DataSource
    answers: Answers
    objectives: tuple[ObjectivePlan, ...]
    window: str
    windows: tuple[WindowSpan, ...]
    spans: Spans
    ranked: tuple[str, ...]
    period_days: Hours | None
    relief: Relief = NO_RELIEF
    needs: Needs = NO_NEEDS
    prepared: object = field(default=None, compare=False)

    @property
    def timed(self) -> DurationMetric:
        """The metric of a plan that measures durations."""
        assert isinstance(self.metric, DurationMetric)
        return self.metric

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


def plan(
    book: Book,
    agreement: Agreement,
    first: date,
    last: date,
    entries: Sequence[Entry] = (),
) -> Plan:
    """
    The plan of a whole agreement for the dates `first` to `last`, with the entries of its Ledger.

    Raises `LocatedError` for a question without an answer or a reference without its document,
    `Unsupported` for a term that this version cannot measure.
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
        _target(book, agreement, agreement.timezone, target, (first, last), entries)
        for target in agreement.targets
    )
    return Plan(agreement, agreement.timezone, targets)


def _target(
    book: Book,
    agreement: Agreement,
    zone: Zone,
    target: Target,
    dates: tuple[date, date],
    entries: Sequence[Entry],
) -> TargetPlan:
    metric = _metric(agreement, target)
    kind, source = kind_of(metric), _source(book, metric)
    refuse_terms(kind, metric, source)
    refuse_answers(kind, agreement, target, metric)
    window = _window(agreement, target, metric)
    answers = answers_of(agreement, target, metric, kind.QUESTIONS)
    asked = windows(window, *dates, zone)
    made = TargetPlan(
        target=target,
        metric=metric,
        source=source,
        answers=answers,
        objectives=tuple(_objectives(book, kind, target, metric)),
        window=in_words(window),
        windows=asked,
        spans=spans_of(window, asked, answers, agreement.effective, zone),
        ranked=_ranked(book, agreement),
        period_days=_period_days(book, answers),
        relief=relief_of(book, agreement, target, metric, entries),
        needs=needs_of(agreement, target),
    )
    return replace(made, prepared=kind.prepare(book, agreement, made))


def _window(agreement: Agreement, target: Target, metric: MetricHead) -> Window:
    window: Window | None = answer("window", target, metric, agreement.interpretation)
    if window is None:
        raise unsaid(target.at, "window", f"over which period is '{target.id}' judged?")
    refuse_window(target, window)
    return window


def _period_days(book: Book, answers: Answers) -> Hours | None:
    """The calendar by which periods of days are counted."""
    rule = answers.day_periods
    if rule is None or rule.calendar is None:
        return None
    return calendar_of(book, rule.calendar, rule.at.of("calendar"))


def _metric(agreement: Agreement, target: Target) -> Metric:
    metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
    if metric is None:
        known = ", ".join(m.id for m in agreement.metrics or ()) or "none"
        raise located(
            f"there is no metric '{target.metric}'", target.at.of("metric"), f"there are: {known}"
        )
    return metric


def _source(book: Book, metric: MetricHead) -> DataSource:
    source = book.get(metric.source, DataSource)
    if source is None:
        raise located(
            f"metric '{metric.id}' is measured on no known data source", metric.at.of("source")
        )
    return source


def _objectives(book: Book, kind: Kind, target: Target, metric: Metric) -> Iterator[ObjectivePlan]:
    if (target.objective is None) == (not target.objectives):
        raise located(
            f"target '{target.id}' has {'no objective' if target.objective is None else 'two'}",
            target.at,
            "write objective for all records, or objectives with one for each priority",
        )
    said: Mapping[str, Objective] = target.objectives or {}
    if target.objective is not None:
        said = {ALL: target.objective, **said}
    for name, objective in said.items():
        refuse_conditions(kind, name, objective, metric)
        yield _objective(book, name, objective, metric)


def _objective(book: Book, name: str, objective: Objective, metric: Metric) -> ObjectivePlan:
    calendar = None
    if hasattr(metric, "hours"):
        hours: Node = metric if objective.hours is None and metric.hours is not None else objective
        calendar = calendar_of(book, objective.hours or metric.hours, hours.at.of("hours"))
    return ObjectivePlan(
        name=name,
        at=objective.at,
        calendar=calendar,
        share=objective.share,
        percentile=objective.percentile,
        within=objective.within,
        availability=objective.availability,
        at_least=objective.at_least,
        at_most=objective.at_most,
    )


def calendar_of(book: Book, id: str | None, place: Place) -> Hours:
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
