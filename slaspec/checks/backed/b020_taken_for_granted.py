"""Rule B020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.backing.library import library
from slaspec.checks.backed.proofs import named, proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="B020", name="taken-for-granted", severity="info", aspect="backed")
def taken_for_granted(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A promise is backed under a condition that nobody has proved.

    What it does:
        Lists the assumptions of the author (`assume`), and for a term without an end the date to
        which the calendars allow a proof.

    Why:
        What is taken for granted belongs beside the result, wherever that is shown.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7,
                   backed_by: [desk-ola#restore/P1]}
        ---
        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 4h, hours: 24x7}
              P2: {share: 95%, within: 4h, hours: 24x7}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    for proof in proofs_of(agreement, book):
        if proof.verdict not in ("backed", "backed_on_average"):
            continue
        promise = library(book).promise(agreement.id, proof.target, proof.objective)
        assert promise is not None  # it has a proof
        granted = [f"assume: {each}" for each in dict.fromkeys(proof.assumptions)]
        granted += [each.sentence for each in proof.remarks if each.code == "open-end"]
        for each in granted:
            yield finding_at(
                proof.at,
                f"{named(proof, promise)} is backed under a condition: {each}",
                "see that it is so, or take it out and look what changes",
                target=proof.target,
            )
