"""
Run a scenario: what is given is measured and settled as a preview does, and compared.

    given records -> canonical tables -> plan -> measure -> settle -> expected against actual
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slaspec.scenario.compare import Compared, compared
from slaspec.scenario.compare_money import ComparedLine, ComparedTotal, compared_money
from slaspec.scenario.measured import measured_of
from slaspec.scenario.settled import settled
from slaspec.scenario.tables import tables_of

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Scenario
    from slaspec.measure.results import Measurements
    from slaspec.remedies.statement import Statement

Comparison = Compared | ComparedLine | ComparedTotal


@dataclass(frozen=True)
class ScenarioResult:
    """
    What came of a scenario.

    `compared` has one entry for each expected verdict, line and total, in the order written; behind
    the verdicts and the lines stand those that came and are not expected. `measured` are the
    measurements by agreement, `statements` what they come to where amounts are expected.
    """

    scenario: Scenario
    compared: tuple[Comparison, ...]
    measured: Mapping[str, Measurements]
    statements: Mapping[str, Statement]

    @property
    def failures(self) -> tuple[Comparison, ...]:
        """What is not as expected."""
        return tuple(each for each in self.compared if each.differences)

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.failures


def run_scenario(book: Book, scenario: Scenario) -> ScenarioResult:
    """
    Measure and settle what a scenario gives as of its date, and compare.

    A target is judged where the records of its data source, or its figures, are given: each window
    by the text that it began under, each record by that of its start. Raises `LocatedError` for a
    question that an agreement leaves open, where an amendment does not apply or splits a window,
    and for a term that cannot be settled; `UsageError` for an agreement, a source or a file that is
    not there and for a period that has not ended at `as_of`.
    """
    records = tables_of(book, scenario)
    measured = {
        id: measurements
        for id in scenario.judged
        if (measurements := measured_of(book, scenario, id, records)) is not None
    }
    statements = settled(book, scenario, measured)
    found = (*compared(scenario, measured), *compared_money(scenario, statements))
    return ScenarioResult(scenario, found, measured, statements)
