"""The targets of an agreement with what they are measured by and what follows from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from slaspec.checks.once import once
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.metric import Metric
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Objective, Target, WorkingDays

TICKETS = ("incident", "request", "problem", "change", "task")
RECORDS = (*TICKETS, "outage")


class Limit(NamedTuple):
    """The edge of an objective: its exact figure, its unit, and on which side it is met."""

    figure: Fraction
    unit: str
    higher_is_better: bool
    text: str


@once
def measured(agreement: Agreement) -> Iterator[tuple[Target, Metric]]:
    """Targets with their metrics; a target whose metric is unknown is passed over."""
    metrics = {metric.id: metric for metric in agreement.metrics or ()}
    for target in agreement.targets or ():
        if target.metric in metrics:
            yield target, metrics[target.metric]


def objectives(target: Target) -> Iterator[tuple[str, Objective]]:
    """The objectives of a target with their names for messages: `resolution/P1`, or its id."""
    if target.objective is not None:
        yield target.id, target.objective
    for priority, objective in (target.objectives or {}).items():
        yield f"{target.id}/{priority}", objective


def source_of(book: Book, metric: Metric) -> DataSource | None:
    """The data source of a metric, or None where there is none."""
    return book.get(metric.source, DataSource)


def bindings(target: Target) -> Iterator[tuple[str, Place]]:
    """Ids of the remedies of a target, with the places where they are named."""
    for position, said in enumerate(target.remedies or ()):
        if isinstance(said, Binding):
            yield said.remedy, said.at.of("remedy")
        else:
            yield said, target.at.of("remedies", position)


@once
def followed(agreement: Agreement) -> Iterator[tuple[Target, Remedy]]:
    """Targets with each of their remedies; a remedy that is unknown is passed over."""
    remedies = {remedy.id: remedy for remedy in agreement.remedies or ()}
    for target in agreement.targets or ():
        for id in dict.fromkeys(id for id, _ in bindings(target)):
            if id in remedies:
                yield target, remedies[id]


def used_remedies(agreement: Agreement) -> list[Remedy]:
    """The remedies that follow from some target, each once."""
    return list({remedy.id: remedy for _, remedy in followed(agreement)}.values())


def at_each_target(finding: Finding, agreement: Agreement) -> Iterator[Finding]:
    """A finding on a metric or a remedy at each target that it touches; others as they are."""
    touched = [t.id for t in agreement.targets or () if _depends_on(t, finding.path)]
    if finding.target or not touched:
        yield finding
        return
    for target in touched:
        yield dataclasses.replace(finding, target=target)


def _depends_on(target: Target, path: tuple[str, ...]) -> bool:
    match path:
        case ("metrics", metric, *_):
            return target.metric == metric
        case ("remedies", remedy, *_):
            return any(remedy == id for id, _ in bindings(target))
    return False


def limit_of(objective: Objective) -> Limit | None:
    """The edge of an objective; None where it has no form, or is written in working days."""
    for share in (objective.share, objective.availability):
        if share is not None:
            return Limit(Fraction(share.percent), "%", True, str(share))
    if objective.at_least is not None:
        least = objective.at_least
        return Limit(Fraction(least.value), least.unit, True, str(least))
    if objective.at_most is not None:
        most = objective.at_most
        return Limit(Fraction(most.value), most.unit, False, str(most))
    within = objective.within
    if within is None or isinstance(within, WorkingDays):
        return None
    return Limit(Fraction(within.seconds), "s", False, str(within))
