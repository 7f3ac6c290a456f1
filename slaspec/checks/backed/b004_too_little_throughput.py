"""Rule B004."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"too-narrow"})


@rule(id="B004", name="too-little-throughput", severity="error", aspect="backed")
def too_little_throughput(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    What stands behind a throughput may handle less than it promises.

    What it does:
        Takes the least of a sequence and the sum of parallel branches.

    Why:
        A chain handles as much as its narrowest link, in the month in which everybody else does
        their best.

    Wrong:

        metrics:
          - {id: handled, kind: throughput, records: incident, source: itsm-export}
        targets:
          - {id: handled, service: service-desk, metric: handled,
             objective: {at_least: 100 records, backed_by: [desk-ola#handled]}}
        ---
        kind: OLA
        metrics:
          - {id: handled, kind: throughput, records: incident, source: itsm-export}
        targets:
          - {id: handled, service: service-desk, metric: handled,
             objective: {at_least: 80 records}}

    Right:

        metrics:
          - {id: handled, kind: throughput, records: incident, source: itsm-export}
        targets:
          - {id: handled, service: service-desk, metric: handled,
             objective: {at_least: 100 records, backed_by: [desk-ola#handled]}}
        ---
        kind: OLA
        metrics:
          - {id: handled, kind: throughput, records: incident, source: itsm-export}
        targets:
          - {id: handled, service: service-desk, metric: handled,
             objective: {at_least: 120 records}}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
