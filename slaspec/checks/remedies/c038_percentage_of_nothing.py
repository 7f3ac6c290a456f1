"""Rule C038."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import bases_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C038", name="percentage-of-nothing", severity="warning", aspect="remedies")
def percentage_of_nothing(agreement: Agreement) -> Iterator[Finding]:
    """
    A credit is a part of a charge of nothing.

    What it does:
        Looks for bases that are the charge of a service, or of all services, which is agreed to
        be 0.

    Why:
        Ten per cent of nothing is nothing: the ladder reads like a remedy, and is none. A service
        that comes free with another one is paid by that one.

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}
          - {service: network, charge: {amount: 0.00 EUR, per: month}}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}

    Source:
        Arithmetic. Published agreements exclude free tiers from credits in words.
    """
    charges = [
        (line.service, line.charge.amount.amount)
        for line in agreement.services or ()
        if line.charge is not None and line.charge.amount is not None
    ]
    stated = len(charges) == len(agreement.services or ())
    for base in bases_of(agreement):
        said = base.charge or base.service
        amounts = [amount for service, amount in charges if said in (None, service)]
        whole = base.all_charges == "contracted" or base.windows is not None
        known = stated if said is None else True
        if (said or whole) and known and amounts and not any(amounts):
            what = f"the charge of '{said}'" if said else "all charges together"
            yield finding_at(
                base.at, f"{what} is 0: every part of it is nothing", "name what is paid for"
            )
