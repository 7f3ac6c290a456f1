"""Rule D082."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Scenario


@rule(id="D082", name="unknown-scenario-source", severity="error", aspect="document")
def unknown_scenario_source(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario gives records of a data source that is not there.

    What it does:
        Looks up the data source of each list and each file of records.

    Why:
        Targets are judged on the records of their own source: those of another change nothing.

    Wrong:

        kind: Scenario
        given: {records: [{source: tickets, tickets: []}]}

    Right:

        kind: Scenario
        given: {records: [{source: itsm-export, tickets: []}]}

    Source:
        ISO/IEC 19086-2: a metric states the source of its measurement.
    """
    known = [source.id for source in book.of(DataSource)]
    for given in scenario.of_sources:
        if given.source in known or index(book).may_stand_in_a_faulty_file(given.source):
            continue
        help = instead_of(given.source, known, "data sources")
        at = given.at.of("source")
        yield finding_at(at, f"there is no data source '{given.source}'", help)
