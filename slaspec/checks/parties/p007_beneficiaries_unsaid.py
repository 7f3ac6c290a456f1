"""Rule P007."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_charter
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P007", name="beneficiaries-unsaid", severity="info", aspect="parties")
def beneficiaries_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether others than the customer use the service.

    What it does:
        Asks every SLA for `beneficiaries`: the organisations that use the service beside the
        customer, or an empty list. A charter is a promise to a whole class of customers already.

    Why:
        Dealers who order through the portal of a manufacturer are no party to its contract. Unless
        they are named, their tickets count or do not count as it suits.

    Wrong:

        parties: {provider: nordit, customer: acme}

    Right:

        parties: {provider: nordit, customer: acme, beneficiaries: []}

    Source:
        Contracts (Rights of Third Parties) Act 1999, section 1(3): a third party must be
        identified by name, as a member of a class or by a description.
    """
    parties = agreement.parties
    if agreement.kind != "SLA" or is_charter(agreement) or parties is None:
        return
    if parties.beneficiaries is None:
        yield finding_at(
            parties.at.of("customer"),
            f"nobody says whether others than {parties.customer} may use the service and count",
            "add beneficiaries: [] to the parties, or the ids of those who do",
        )
