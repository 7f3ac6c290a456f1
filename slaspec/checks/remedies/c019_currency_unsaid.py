"""Rule C019."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C019", name="currency-unsaid", severity="error", aspect="remedies")
def currency_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement pays remedies and does not say in which currency.

    What it does:
        Asks every agreement with remedies (or its Terms) for `currency`.

    Why:
        The currency decides to how many decimals an amount is rounded, and on which invoice it can
        stand.

    Wrong:

        kind: SLA
        # currency is missing

    Right:

        currency: EUR

    Source:
        ISO 4217: yen have no decimals, Kuwaiti dinars three.
    """
    if agreement.currency is None and used_remedies(agreement):
        yield finding_at(
            agreement.at.of("currency"),
            f"{agreement.kind} '{agreement.id}' pays remedies and does not say in which currency",
            "add currency: EUR, or the currency of the charges",
        )
