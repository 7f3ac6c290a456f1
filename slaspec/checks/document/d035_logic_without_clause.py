"""Rule D035."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.clauses import clauses_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D035", name="logic-without-clause", severity="info", aspect="document")
def logic_without_clause(agreement: Agreement) -> Iterator[Finding]:
    """
    A target, a remedy or an exclusion does not say in which clause of the signed text it stands.

    What it does:
        Looks for `clause` of each of them, in every agreement that names the document on paper
        (`signed`) or that has a clause elsewhere.

    Why:
        On paper stands what was agreed. A credit without a clause may have been added by whoever
        wrote the file, and nobody can look it up.

    Wrong:

        targets:
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 5%}, base: {charge: network}}

    Right:

        targets:
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, clause: B-7.1, for_each: window, rate: {flat: 5%},
             base: {charge: network}}

    Source:
        Catala keeps the text of the law beside the code for each article; practice of contract
        management.
    """
    found = list(clauses_of(agreement))
    if agreement.signed is None and not any(each.number for each in found):
        return
    for each in found:
        if not each.number:
            yield finding_at(
                each.at,
                f"{each.what} has no clause of the signed text",
                "add clause: B-4.2 (the number in the signed text)",
            )
