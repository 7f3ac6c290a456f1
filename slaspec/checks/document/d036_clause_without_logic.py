"""Rule D036."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.clauses import clauses_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D036", name="clause-without-logic", severity="warning", aspect="document")
def clause_without_logic(agreement: Agreement) -> Iterator[Finding]:
    """
    A clause of the signed document promises, pays or excuses, and nothing here does so.

    What it does:
        Compares `signed: {clauses: […]}`, the clauses that promise, pay or excuse something, with
        the `clause` of every target, remedy and exclusion.

    Why:
        A credit that was signed and is never computed is owed all the same. It is found by the
        customer's auditor, with interest.

    Wrong:

        signed: {document: acme.pdf, clauses: [B-4.2, B-7.1],
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
        targets:
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        signed: {document: acme.pdf, clauses: [B-4.2],
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
        targets:
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        Accord Project, template servicelevelagreement: its clauses 4 and 5.3 are text without
        logic.
    """
    signed = agreement.signed
    if signed is None or signed.clauses is None:
        return
    numbers = {each.number for each in clauses_of(agreement)}
    for position, clause in enumerate(signed.clauses):
        if clause not in numbers:
            yield finding_at(
                signed.at.of("clauses", position),
                f"clause {clause} is signed, and no target, remedy or exclusion stands for it",
                f"write what it says with clause: {clause}, or drop it from the list",
            )
