"""Claim: so far only remedies that come by themselves."""

from __future__ import annotations

from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.money import money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"claim.automatic": (True,)}
STAGE = "claim"


def check(evaluation: Evaluation) -> None:
    """Whether a remedy must be claimed must be said: it decides whether it is paid at all."""
    terms, at = evaluation.money_answer("claim")
    if terms is None or terms.automatic is None:
        raise evaluation.fault(
            "'claim' is not said: it decides whether anything is paid without a claim",
            at,
            "write claim: {automatic: true} in the remedy or in the interpretation",
        )


def apply(due: Due) -> Due:
    """The same line, paid without a claim."""
    text = money_text(due.amount, due.evaluation.currency)
    at = due.evaluation.money_answer("claim")[1]
    return due.after(due.amount, TrailStep(STAGE, "paid without a claim", text, text, at))
