"""What a scenario says of targets: expected verdicts and lines, and figures that are given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.metric import Metric
from slaspec.language.model.scenario import ExpectedLine, ExpectedVerdict, MeasuredRow
from slaspec.language.model.target import Target

ALL = "all"
Said = ExpectedVerdict | ExpectedLine | MeasuredRow


class Expectation(NamedTuple):
    """What is said of a target, with the target."""

    said: Said
    agreement: Agreement
    target: Target
    metric: Metric | None

    @property
    def window_kind(self) -> object:
        """The kind of the target's windows (`month`), None where nobody says it."""
        return answer("window", self.target, self.metric, self.agreement.interpretation)


def said_of_targets(scenario: Scenario) -> tuple[Said, ...]:
    """Everything in a scenario that names a target."""
    return (*scenario.verdicts, *scenario.lines, *scenario.figures)


def agreement_of(scenario: Scenario, said: Said) -> str:
    """The id of the agreement whose target it is about."""
    return said.agreement or scenario.agreement


def whole_of(book: Book, id: str) -> Agreement | None:
    """An agreement with its Terms; None where there is none."""
    found = book.get(id, Agreement)
    return book.whole(found) if found is not None else None


def expectations(scenario: Scenario, book: Book) -> Iterator[Expectation]:
    """What is said of targets whose agreement and target are there."""
    for said in said_of_targets(scenario):
        agreement = whole_of(book, agreement_of(scenario, said))
        if agreement is None:
            continue
        target = next((t for t in agreement.targets or () if t.id == said.target), None)
        if target is not None:
            metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
            yield Expectation(said, agreement, target, metric)
