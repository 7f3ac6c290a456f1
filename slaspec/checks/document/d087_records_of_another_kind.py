"""Rule D087."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Scenario
from slaspec.records.reading.mapping import TICKET_KINDS

_KEYS = ("tickets", "outages", "rows", "stream")
_ROWS = ("request_log", "check", "value")


@rule(id="D087", name="records-of-another-kind", severity="error", aspect="document")
def records_of_another_kind(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario gives records of a kind that the data source does not have.

    What it does:
        Compares what is given (`tickets`, `outages`, `rows`) with `records` of the data source.

    Why:
        An outage has no stop event and a ticket no component: nothing could be measured.

    Wrong:

        kind: Scenario
        given: {records: [{source: itsm-export, outages: []}]}

    Right:

        kind: Scenario
        given: {records: [{source: itsm-export, tickets: []}]}

    Source:
        `schemas/v1/data-source.schema.json`, `records`.
    """
    for given in scenario.sources:
        source = book.get(given.source, DataSource)
        if source is None:
            continue
        kind = source.records or "incident"
        wanted = _key_of(kind)
        if given.stream is not None and wanted != "rows":
            continue
        key = next(key for key in _KEYS if getattr(given, key) is not None)
        if wanted and key != wanted:
            what = f"source '{given.source}' has records of kind {kind}, not {key}"
            yield finding_at(given.at.of(key), what, f"write {wanted}", at_key=True)
        elif not wanted:
            what = f"source '{given.source}' has {kind} records, which no scenario gives yet"
            help = "name a source of tickets, outages or rows"
            yield finding_at(given.at.of("source"), what, help)


def _key_of(kind: str) -> str:
    if kind == "outage":
        return "outages"
    return "tickets" if kind in TICKET_KINDS else "rows" if kind in _ROWS else ""
