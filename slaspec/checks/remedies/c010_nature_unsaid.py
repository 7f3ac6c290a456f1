"""Rule C010."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered_money
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C010", name="nature-unsaid", severity="error", aspect="remedies")
def nature_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what a credit is: a lower price, agreed damages, or a penalty.

    What it does:
        Asks every remedy that is used for its `nature`, or that of the interpretation.

    Why:
        Value added tax follows from it, and in some countries whether the amount is owed at all.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, nature: price_reduction}

    Source:
        A clause of the UK's Crown Commercial Service calls a service credit a price adjustment;
        others call it a genuine pre-estimate of loss.
    """
    return unanswered_money(
        agreement,
        "nature",
        "value added tax and enforceability depend on it",
        "add nature: price_reduction to the interpretation (or liquidated_damages, penalty)",
    )
