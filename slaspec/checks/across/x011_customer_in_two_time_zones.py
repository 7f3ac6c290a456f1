"""Rule X011."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.customers import said_differently
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X011", name="customer-in-two-time-zones", severity="info", aspect="document")
def customer_in_two_time_zones(book: Book) -> Iterator[Finding]:
    """
    Agreements with one customer count their windows in different time zones.

    What it does:
        Compares the `timezone` of all SLAs with one customer.

    Why:
        One outage at the end of the month lies in April for one service and in May for the other.
        For a customer in two countries that is meant; otherwise one of the zones was copied.

    Wrong:

        timezone: Europe/Oslo
        ---
        kind: SLA
        id: acme-more
        timezone: Europe/Helsinki

    Right:

        timezone: Europe/Oslo
        ---
        kind: SLA
        id: acme-more
        timezone: Europe/Oslo

    Source:
        Practice of service level management: one report for one customer.
    """
    for agreement, other in said_differently(book, "timezone"):
        yield finding_at(
            agreement.at.of("timezone"),
            f"'{agreement.id}' counts in {agreement.timezone}, '{other.id}' with the same customer"
            f" in {other.timezone}",
            "use one zone, or leave it where the customer is in two",
            document=agreement.id,
        )
