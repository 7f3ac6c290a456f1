"""What the expectations of a scenario refer to: agreements, targets, objectives, windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.metric import Metric
from slaspec.language.model.scenario import ExpectedVerdict
from slaspec.language.model.target import Target

ALL = "all"


class Expectation(NamedTuple):
    """An expected verdict with the target that it is about."""

    said: ExpectedVerdict
    agreement: Agreement
    target: Target
    metric: Metric | None

    @property
    def window_kind(self) -> object:
        """The kind of the target's windows (`month`), None where nobody says it."""
        return answer("window", self.target, self.metric, self.agreement.interpretation)


def agreement_of(scenario: Scenario, said: ExpectedVerdict) -> str:
    """The id of the agreement that a verdict is expected of."""
    return said.agreement or scenario.agreement


def whole_of(book: Book, id: str) -> Agreement | None:
    """An agreement with its Terms; None where there is none."""
    found = book.get(id, Agreement)
    return book.whole(found) if found is not None else None


def expectations(scenario: Scenario, book: Book) -> Iterator[Expectation]:
    """The expectations whose agreement and target are there."""
    for said in scenario.verdicts:
        agreement = whole_of(book, agreement_of(scenario, said))
        if agreement is None:
            continue
        target = next((t for t in agreement.targets or () if t.id == said.target), None)
        if target is not None:
            metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
            yield Expectation(said, agreement, target, metric)
