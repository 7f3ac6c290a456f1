"""Rule C018."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="C018", name="remedy-unused", severity="warning", aspect="remedies")
def remedy_unused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A remedy is described that no target leads to.

    What it does:
        Finds remedies of an agreement that none of its targets names. Remedies in Terms may be
        unused in some agreements.

    Why:
        The text promises a credit, and no miss ever pays it.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit, desk-credit]}

    Source:
        ISO/IEC 19086-1:2016: remedies belong to service level objectives.
    """
    written = book.contracts[agreement.id]
    used = [remedy.id for remedy in used_remedies(agreement)]
    for remedy in getattr(written, "remedies", None) or ():
        if remedy.id not in used:
            yield finding_at(
                remedy.at.of("id"),
                f"no target leads to remedy '{remedy.id}'",
                f"add remedies: [{remedy.id}] to the target, or drop the remedy",
            )
