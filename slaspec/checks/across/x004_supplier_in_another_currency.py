"""Rule X004."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.chains import suppliers
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="X004", name="supplier-in-another-currency", severity="info", aspect="document")
def supplier_in_another_currency(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Credits are owed in one currency and come back from the supplier in another.

    What it does:
        For every SLA with remedies, compares its currency with that of the supplier contracts
        (UC) that stand behind its targets, at once or through OLAs.

    Why:
        What the supplier returns for an outage covers the customer's credit in January and no
        longer in June. Sums over both are never added here; somebody bears the rate.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        currency: NOK

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
        ---
        kind: UC
        currency: EUR

    Source:
        ITIL supplier management: underpinning contracts are aligned with the service level
        agreements that they support.
    """
    if agreement.currency is None or not used_remedies(agreement):
        return
    for supplier, at in suppliers(agreement, book):
        if supplier.currency not in (None, agreement.currency):
            yield finding_at(
                at,
                f"'{agreement.id}' pays credits in {agreement.currency}, its supplier contract"
                f" '{supplier.id}' in {supplier.currency}",
                f"agree {agreement.currency} with the supplier, or say who bears the rate",
            )
