"""Rule C014."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.remedies.bases import bases_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C014", name="charge-unknown", severity="error", aspect="remedies")
def charge_unknown(agreement: Agreement) -> Iterator[Finding]:
    """
    A remedy or a cap is a part of a charge that is not there.

    What it does:
        Looks up the service of every base among those of the agreement, and its charge. All charges
        need at least one.

    Why:
        Ten per cent of an unknown amount cannot be paid, and nobody notices before the first month
        is missed.

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}
          - {service: network}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}

    Source:
        IFRS 15, paragraphs 50 to 51: credits are variable consideration of a stated price.
    """
    charges = {line.service: line.charge for line in agreement.services or ()}
    for base in bases_of(agreement):
        for key in ("charge", "service"):
            said = getattr(base, key)
            if said is None or charges.get(said) is not None:
                continue
            if said in charges:
                message = f"service '{said}' has no charge, of which a part should be paid"
                help = f"add charge: {{amount: …, per: month}} to service '{said}'"
            else:
                message = f"service '{said}' is not part of this agreement and has no charge"
                help = instead_of(said, charges, "services")
            yield finding_at(base.at.of(key), message, help)
        if (base.all_charges or base.windows) and not any(charges.values()):
            key = "all_charges" if base.all_charges else "windows"
            yield finding_at(
                base.at.of(key),
                "no service of this agreement has a charge, of which a part should be paid",
                "add charge: {amount: …, per: month} to the services",
            )
