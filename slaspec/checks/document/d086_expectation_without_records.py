"""Rule D086."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import expectations
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Scenario


@rule(id="D086", name="expectation-without-records", severity="error", aspect="document")
def expectation_without_records(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario expects a verdict on a target, and gives no records of its data source.

    What it does:
        Looks whether the source of the target's metric is among those whose records are given.

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
    given = [records.source for records in scenario.sources]
    for each in expectations(scenario, book):
        source = each.metric.source if each.metric is not None else None
        if source is not None and source not in given:
            what = (
                f"'{each.target.id}' is measured on '{source}', of which the scenario has no"
                f" records (it has those of {listed(given) or 'no source'})"
            )
            help = f"give the records of {source}, or expect nothing of it"
            yield finding_at(each.said.at.of("target"), what, help)
