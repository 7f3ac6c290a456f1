"""Rule D080."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import agreement_of, said_of_targets
from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.node import Place


@rule(id="D080", name="unknown-scenario-agreement", severity="error", aspect="document")
def unknown_scenario_agreement(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario judges an agreement that is not there, or expects something of none that it judges.

    What it does:
        Looks up the agreements of a scenario, and among them that of each expected verdict and
        line, and of each given figure.

    Why:
        A scenario of an agreement that was renamed tests nothing, and looks green.

    Wrong:

        kind: Scenario
        agreement: acme

    Right:

        kind: Scenario
        agreement: acme-sla

    Source:
        Specification by example: an example is bound to the rule that it illustrates.
    """
    known = [agreement.id for agreement in book.of(Agreement)]
    for said, at in _named(scenario):
        if said not in known and not index(book).may_stand_in_a_faulty_file(said):
            help = instead_of(said, known, "agreements")
            yield finding_at(at, f"there is no agreement '{said}'", help)
    for expected in said_of_targets(scenario):
        said = agreement_of(scenario, expected)
        if said not in scenario.judged:
            help = instead_of(said, scenario.judged, "agreements of the scenario")
            what = f"the scenario does not judge '{said}'"
            yield finding_at(expected.at.of("agreement"), what, help)


def _named(scenario: Scenario) -> Iterator[tuple[str, Place]]:
    yield scenario.agreement, scenario.at.of("agreement")
    for position, said in enumerate(scenario.also or ()):
        yield said, scenario.at.of("also", position)
