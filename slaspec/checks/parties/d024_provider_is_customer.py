"""Rule D024."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D024", name="provider-is-customer", severity="error", aspect="parties")
def provider_is_customer(agreement: Agreement) -> Iterator[Finding]:
    """
    One organisation promises something to itself.

    What it does:
        Compares the provider of an agreement with its customer. Two teams of one organisation are
        two parties.

    Why:
        Who owes and who receives are the same: a credit moves nothing, and nobody objects to a
        statement.

    Wrong:

        parties: {provider: nordit, customer: nordit}

    Right:

        parties: {provider: nordit, customer: acme}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service level agreements are agreed with the customer.
    """
    parties = agreement.parties
    if parties is not None and parties.provider == parties.customer:
        yield finding_at(
            parties.at.of("customer"),
            f"provider and customer are both '{parties.customer}'",
            "name the other side; for an OLA, the team that provides and the one that relies on it",
        )
