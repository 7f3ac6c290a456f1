"""Rule D086."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import agreement_of, expectations
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Scenario


@rule(id="D086", name="expectation-without-records", severity="error", aspect="document")
def expectation_without_records(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario expects something of a target, and gives neither records of its source nor figures.

    What it does:
        Looks whether the source of the target's metric is among those whose records are given, or
        figures of the target are.

    Why:
        That nothing happened and that nobody looked are two things: `tickets: []` says the first.

    Wrong:

        kind: Scenario
        given: {records: [{source: noc-outages, outages: []}]}
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]}

    Right:

        kind: Scenario
        given: {records: [{source: itsm-export, tickets: []}]}
        expect:
          verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: not_measured}]

    Source:
        `docs/language.md`, `no_events` and `no_data`.
    """
    given = [each.source for each in scenario.of_sources]
    figures = {(agreement_of(scenario, row), row.target) for row in scenario.figures}
    for each in expectations(scenario, book):
        source = each.metric.source if each.metric is not None else None
        if source is None or source in given or (each.agreement.id, each.target.id) in figures:
            continue
        what = (
            f"'{each.target.id}' is measured on '{source}', of which the scenario has no"
            f" records (it has those of {listed(given) if given else 'no source'})"
        )
        help = f"give the records of {source}, or expect nothing of it"
        yield finding_at(each.said.at.of("target"), what, help)
