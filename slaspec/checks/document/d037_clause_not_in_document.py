"""Rule D037."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.clauses import clauses_of
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D037", name="clause-not-in-document", severity="warning", aspect="document")
def clause_not_in_document(agreement: Agreement) -> Iterator[Finding]:
    """
    A target, a remedy or an exclusion stands on a clause that the signed document does not have.

    What it does:
        Where `signed` lists its `clauses`, looks up the `clause` of every target, remedy and
        exclusion in the list.

    Why:
        A credit that stands on no clause is not owed. Often it is a slip of one digit, and the
        clause that was meant is without logic.

    Wrong:

        signed: {document: acme.pdf, clauses: [B-4.2],
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
        targets:
          - {id: availability, clause: B-4.3, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        signed: {document: acme.pdf, clauses: [B-4.2],
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
        targets:
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        Practice of contract management: each obligation is traced to the clause that it stands on.
    """
    signed = agreement.signed
    if signed is None or signed.clauses is None:
        return
    for each in clauses_of(agreement):
        if each.number and each.number not in signed.clauses:
            yield finding_at(
                each.at,
                f"{each.what} stands on clause {each.number}, which is not among those of"
                f" {signed.document}",
                instead_of(each.number, signed.clauses, "clauses"),
            )
