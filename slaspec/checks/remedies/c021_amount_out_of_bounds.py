"""Rule C021."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import bases_of, caps_of
from slaspec.checks.remedies.rates import paid_amounts
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement

_WHOLE = 100


@rule(
    id="C021",
    name="amount-out-of-bounds",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def amount_out_of_bounds(agreement: Agreement) -> Iterator[Finding]:
    """
    An amount is negative, or a percentage is more than the whole.

    What it does:
        Charges, rates, rungs and caps are never negative. What is more than 100 % of its base, paid
        or as a cap, is written as a multiple (`10x`). No more than the whole is at risk.

    Why:
        A bonus is a remedy of its own, not a negative credit; and 1000% for 100.0% has been
        signed.

    Wrong:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 150%}, base: {charge: network}}

    Right:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 1.5x}, base: {charge: network}}

    Source:
        Precise reading of the contract language: a credit over 100 % of its base only as a
        multiple.
    """
    for line in agreement.services or ():
        charge = line.charge
        if charge is not None and charge.amount is not None and charge.amount.amount < 0:
            message = f"the charge of '{line.service}' is negative: {charge.amount}"
            yield finding_at(charge.at.of("amount"), message, "write a charge of 0 or more")
    for base in bases_of(agreement):
        if base.at_risk is not None and base.at_risk.value > 1:
            message = f"{base.at_risk} at risk is more than the whole base"
            yield finding_at(base.at.of("at_risk"), message, "write at_risk of at most 100%")
    amounts = [(paid.amount, paid.at) for r in used_remedies(agreement) for paid in paid_amounts(r)]
    amounts += [(cap.at_most, cap.at.of("at_most")) for cap in caps_of(agreement)]
    for amount, at in amounts:
        if amount.unit == "%" and amount.value > _WHOLE:
            help = "write it as a multiple (1.5x) when it is meant"
            yield finding_at(at, f"{amount} is more than the whole base", help)
        if amount.value < 0:
            help = "write what is paid as a positive amount; a bonus is a remedy of its own"
            yield finding_at(at, f"{amount} is negative", help)
