"""Rule C007."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import caps_of
from slaspec.checks.remedies.rates import paid_amounts
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.currencies import MINOR_UNITS
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


@rule(
    id="C007",
    name="currency-mismatch",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def currency_mismatch(agreement: Agreement) -> Iterator[Finding]:
    """
    An amount is in another currency than the agreement.

    What it does:
        Compares the currency of every charge, rate, rung, point, cap and minimum with `currency`.

    Why:
        Currencies are never added: nobody has agreed on the rate, or on the day of the rate.

    Wrong:

        currency: EUR
        services: [{service: network, charge: {amount: 12000.00 NOK, per: month}}]

    Right:

        currency: EUR
        services: [{service: network, charge: {amount: 12000.00 EUR, per: month}}]

    Source:
        ISO 4217.
    """
    wanted = agreement.currency
    if wanted not in MINOR_UNITS:
        return
    for currency, text, at in _money(agreement):
        if currency != wanted:
            message = f"{text} is not in {wanted}, the currency of the agreement"
            yield finding_at(at, message, f"write the amount in {wanted}")


def _money(agreement: Agreement) -> Iterator[tuple[str, str, Place]]:
    for line in agreement.services or ():
        if line.charge is not None and line.charge.amount is not None:
            amount = line.charge.amount
            yield amount.currency, str(amount), line.charge.at.of("amount")
    for remedy in used_remedies(agreement):
        for paid in paid_amounts(remedy):
            if paid.amount.unit in MINOR_UNITS:
                yield paid.amount.unit, str(paid.amount), paid.at
        if (least := remedy.minimum_payable) is not None:
            yield least.more_than.currency, str(least.more_than), least.at.of("more_than")
    for cap in caps_of(agreement):
        if cap.at_most.unit in MINOR_UNITS:
            yield cap.at_most.unit, str(cap.at_most), cap.at.of("at_most")
