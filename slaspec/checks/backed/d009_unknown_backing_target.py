"""Rule D009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.leaf_faults import fault_of
from slaspec.checks.backed.leaves import leaves, promises
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D009", name="unknown-backing-target", severity="error", aspect="backed")
def unknown_backing_target(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    What should stand behind a promise is not there.

    What it does:
        Looks up every leaf of `backed_by`: the OLA or UC, its target, and the priority; and every
        named tree in the section `backing`. An SLA never backs an SLA.

    Why:
        "Backed by the desk" is worth nothing when the desk has promised nothing for this
        priority. The hole shows on the day when the ticket is handed over.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P0]}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}

    Source:
        ITIL service level management: service level agreements rest on operational level
        agreements and underpinning contracts.
    """
    for promise in promises(agreement):
        for leaf in leaves(promise):
            fault = fault_of(leaf, agreement, book)
            if fault is not None:
                yield finding_at(leaf.at, *fault)
