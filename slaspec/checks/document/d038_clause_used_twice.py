"""Rule D038."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.clauses import Clause, clauses_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D038", name="clause-used-twice", severity="info", aspect="document")
def clause_used_twice(agreement: Agreement) -> Iterator[Finding]:
    """
    Two targets, two remedies or two exclusions stand on one clause.

    What it does:
        Compares the clauses of the targets of an agreement with each other, those of the remedies
        and those of the exclusions. A target and its remedy may share a clause.

    Why:
        Often it is a copied line whose number was forgotten. Where the clause really holds two
        promises, a finer number (B-4.2 a) tells a reader which of them is meant.

    Wrong:

        targets:
          - {id: resolution, clause: B-4.2, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}
          - {id: availability, clause: B-4.2, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        targets:
          - {id: resolution, clause: B-4.2, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}
          - {id: availability, clause: B-4.3, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        Practice of contract management: one number for one obligation.
    """
    first: dict[tuple[str, str], Clause] = {}
    for each in clauses_of(agreement):
        if not each.number:
            continue
        kind = each.what.partition(" ")[0]
        earlier = first.setdefault((kind, each.number), each)
        if earlier is not each:
            yield finding_at(
                each.at,
                f"{each.what} stands on clause {each.number}, as {earlier.what} does",
                f"correct the number, or tell them apart (clause: {each.number} a)",
                related=((earlier.what, earlier.at.span),),
            )
