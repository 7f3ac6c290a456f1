"""Rule C013."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered_money
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C013", name="settlement-unsaid", severity="error", aspect="remedies")
def settlement_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how a credit reaches the customer.

    What it does:
        Asks every remedy that is used for `settlement`: the way of payment, and whether a bonus
        reduces a credit when it is paid.

    Why:
        A credit on the next invoice is worth nothing when the contract has ended, and days of
        service at its end are worth nothing to a customer who leaves.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, settlement: {method: next_invoice, netting: none}}

    Source:
        AWS: a credit on a future invoice; Google: days at the end of the term; GitHub: refund or
        credit.
    """
    return unanswered_money(
        agreement,
        "settlement",
        "it may be deducted from an invoice, paid back, or given as service",
        "add settlement: {method: next_invoice, netting: none} to the interpretation",
    )
