"""Rule D088."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import expectations
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Scenario
from slaspec.language.model.scenario import ExpectedLine


@rule(id="D088", name="unknown-scenario-remedy", severity="error", aspect="document")
def unknown_scenario_remedy(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario expects a line of a remedy that the target does not bind.

    What it does:
        Looks for the remedy of each expected line among those of its target.

    Why:
        Such a line is never paid; where it is expected to be nothing, the scenario tests nothing.

    Wrong:

        kind: Scenario
        expect:
          lines:
            - {target: resolution, objective: P1, window: 2026-04, remedy: refund, amount: 5.00 EUR}

    Right:

        kind: Scenario
        expect: {lines: []}

    Source:
        Specification by example: an example is bound to the rule that it illustrates.
    """
    for each in expectations(scenario, book):
        if not isinstance(each.said, ExpectedLine):
            continue
        bound = [r if isinstance(r, str) else r.remedy for r in each.target.remedies or ()]
        if each.said.remedy not in bound:
            what = f"target '{each.target.id}' binds no remedy '{each.said.remedy}'"
            help = instead_of(each.said.remedy, bound, "remedies of the target")
            yield finding_at(each.said.at.of("remedy"), what, help)
