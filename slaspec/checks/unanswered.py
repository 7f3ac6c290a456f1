"""Questions of the interpretation that nobody answers, where a verdict or an amount needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at
from slaspec.checks.targets import TICKETS, followed, measured, objectives, source_of
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.metric import (
    DurationMetric,
    Metric,
    RatioMetric,
    ScoreMetric,
    ThroughputMetric,
)
from slaspec.language.model.node import NOWHERE, Node, Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target

Needs = Callable[[Target, Metric], bool]


def unanswered(
    agreement: Agreement, question: str, why: str, help: str, needs: Needs
) -> Iterator[Finding]:
    """
    One finding for each target that needs the answer to a question and has none.

    All have one place, the interpretation, and one message with the names of the targets; where
    findings are merged they are one.
    """
    lacking = [
        target
        for target, metric in measured(agreement)
        if needs(target, metric)
        and answer(question, target, metric, agreement.interpretation) is None
    ]
    if lacking:
        who = f"target{'s' if len(lacking) > 1 else ''} {listed(t.id for t in lacking)}"
        message = f"'{question}' is not said for {who}: {why}"
        for target in lacking:
            yield finding_at(place_of(agreement, question), message, help, target=target.id)


def unanswered_money(
    agreement: Agreement,
    question: str,
    why: str,
    help: str,
    needs: Callable[[Remedy], bool] | None = None,
) -> Iterator[Finding]:
    """The same for remedies: one finding for each target from which such a remedy follows."""
    lacking = [
        (target, remedy)
        for target, remedy in followed(agreement)
        if (needs is None or needs(remedy))
        and answer(question, remedy, agreement.interpretation) is None
    ]
    if lacking:
        ids = list(dict.fromkeys(remedy.id for _, remedy in lacking))
        who = f"{'remedies' if len(ids) > 1 else 'remedy'} {listed(ids)}"
        message = f"'{question}' is not said for {who}: {why}"
        for target, _ in lacking:
            yield finding_at(place_of(agreement, question), message, help, target=target.id)


def place_of(agreement: Agreement, question: str) -> Place:
    """Where an answer belongs: in the interpretation, whether it is there yet or not."""
    said = agreement.interpretation
    return said.at.of(question) if said else agreement.at.of("interpretation", question)


def every_target(_target: Target, _metric: Metric) -> bool:
    """For questions that concern every target."""
    return True


def times_records(_target: Target, metric: Metric) -> bool:
    """Whether a target judges the clock of each record."""
    return isinstance(metric, DurationMetric)


def judges_tickets(book: Book, *, counted: bool = False) -> Needs:
    """
    Whether a target judges tickets: the clock of each, or their share or score.

    `counted`: how many reach an event counts as well.
    """
    kinds = (RatioMetric, ScoreMetric, *((ThroughputMetric,) if counted else ()))

    def needs(target: Target, metric: Metric) -> bool:
        if not isinstance(metric, kinds):
            return times_records(target, metric)
        source = source_of(book, metric)
        return (getattr(metric, "records", None) or (source and source.records)) in TICKETS

    return needs


def counts_records(_target: Target, metric: Metric) -> bool:
    """Whether a target is judged on single records (tickets, calls), not on a figure."""
    return isinstance(metric, DurationMetric | RatioMetric | ThroughputMetric)


def judges_a_share(target: Target, metric: Metric) -> bool:
    """Whether a share of few records is judged, where one record more or less decides."""
    shares = any(objective.share is not None for _, objective in objectives(target))
    return isinstance(metric, RatioMetric) or (isinstance(metric, DurationMetric) and shares)


def by_priority(target: Target, metric: Metric) -> bool:
    """Whether records are judged by their priority."""
    return bool(target.objectives) and counts_records(target, metric)


def place_of_answer(question: str, *nearest_first: Node | None) -> Place:
    """Where the answer that holds was written; nowhere where nobody answers."""
    for node in nearest_first:
        if node is not None and getattr(node, question, None) is not None:
            return node.at.of(question)
    return NOWHERE
