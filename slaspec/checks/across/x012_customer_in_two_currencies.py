"""Rule X012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.customers import said_differently
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X012", name="customer-in-two-currencies", severity="info", aspect="document")
def customer_in_two_currencies(book: Book) -> Iterator[Finding]:
    """
    Agreements with one customer pay in different currencies.

    What it does:
        Compares the `currency` of all SLAs with one customer.

    Why:
        Credits of one customer cannot be added over its agreements, and a cap over all charges
        means two caps.

    Wrong:

        currency: EUR
        ---
        kind: SLA
        id: acme-more
        currency: NOK

    Right:

        currency: EUR
        ---
        kind: SLA
        id: acme-more
        currency: EUR

    Source:
        ISO 4217; practice of service level management: one statement for one customer.
    """
    for agreement, other in said_differently(book, "currency"):
        yield finding_at(
            agreement.at.of("currency"),
            f"'{agreement.id}' pays in {agreement.currency}, '{other.id}' with the same customer"
            f" in {other.currency}",
            "use one currency, or leave it where the customer is billed in two",
            document=agreement.id,
        )
