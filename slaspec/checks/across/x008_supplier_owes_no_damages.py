"""Rule X008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.chains import suppliers
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="X008", name="supplier-owes-no-damages", severity="warning", aspect="document")
def supplier_owes_no_damages(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The customer may ask for damages, and the supplier behind the promise owes none.

    What it does:
        For every SLA with `liability: {credits: in_addition}`, looks for supplier contracts (UC)
        behind its targets, at once or through OLAs, in which credits are the sole remedy.

    Why:
        One cable, one outage: the provider pays the customer's loss and gets ten per cent of a
        line rental.

    Wrong:

        liability: {credits: in_addition}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        liability: {credits: sole_remedy}

    Right:

        liability: {credits: in_addition}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        liability: {credits: in_addition}

    Source:
        ITIL supplier management: underpinning contracts are aligned with the service level
        agreements that they support ("back to back").
    """
    said = agreement.liability
    if said is None or said.credits != "in_addition":
        return
    for supplier, at in suppliers(agreement, book):
        theirs = supplier.liability
        if theirs is not None and theirs.credits == "sole_remedy":
            yield finding_at(
                at,
                f"'{agreement.id}' owes damages on top of credits; its supplier contract"
                f" '{supplier.id}' owes credits only",
                "agree credits: in_addition with the supplier, or credits: sole_remedy with the"
                " customer",
                related=((f"liability of '{supplier.id}'", theirs.at.of("credits").span),),
            )
