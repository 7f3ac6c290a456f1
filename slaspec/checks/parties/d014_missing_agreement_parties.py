"""Rule D014."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D014", name="missing-agreement-parties", severity="error", aspect="parties")
def missing_agreement_parties(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement does not say who promises what to whom.

    What it does:
        Finds an agreement where neither its own text nor its Terms names provider and customer.

    Why:
        An agreement is between somebody and somebody. Without the two sides nobody owes and nobody
        receives.

    Wrong:

        kind: SLA
        # parties is missing

    Right:

        parties: {provider: nordit, customer: acme}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: for each service, service level agreements are established
        with the customer.
    """
    if agreement.parties is None:
        yield finding_at(
            agreement.at.of("id"),
            f"{agreement.kind} '{agreement.id}' does not say who promises what to whom",
            "add parties: {provider: …, customer: …}",
        )
