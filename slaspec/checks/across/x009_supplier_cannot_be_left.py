"""Rule X009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.chains import suppliers
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="X009", name="supplier-cannot-be-left", severity="warning", aspect="document")
def supplier_cannot_be_left(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The customer may terminate after misses, and the provider is bound to the supplier.

    What it does:
        For every SLA whose customer has a right of `termination`, looks for supplier contracts
        (UC) behind its targets, at once or through OLAs, that give their customer none.

    Why:
        The customer leaves because the lines fail. The provider goes on paying for the lines.

    Wrong:

        termination: [{when: {missed: availability, times: 3, in: rolling 12 months}, by: customer}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        # termination is missing

    Right:

        termination: [{when: {missed: availability, times: 3, in: rolling 12 months}, by: customer}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        termination: [{when: {missed: restore, times: 3, in: rolling 12 months}, by: customer}]

    Source:
        ITIL supplier management: underpinning contracts are aligned with the service level
        agreements that they support ("back to back").
    """
    if not _may_leave(agreement):
        return
    for supplier, at in suppliers(agreement, book):
        if not _may_leave(supplier):
            yield finding_at(
                at,
                f"the customer may terminate '{agreement.id}' after misses; its supplier contract"
                f" '{supplier.id}' gives no such right",
                "agree with the supplier termination: [{when: {missed: …, times: 3, in: rolling 12"
                " months}, by: customer}]",
            )


def _may_leave(agreement: Agreement) -> bool:
    return any(right.by == "customer" for right in agreement.termination or ())
