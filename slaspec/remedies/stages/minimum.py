"""Minimum payable: small amounts are not paid; they are compared after rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.language.model.remedy import MinimumPayable
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import money_shown, money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "minimum_payable.more_than": (),
    "minimum_payable.of": (),
}
STAGE = "minimum payable"


def check(evaluation: Evaluation) -> None:
    """The amount is in the agreement's currency, and not below zero."""
    minimum = evaluation.remedy.minimum_payable
    if minimum is None:
        return
    if minimum.more_than.currency != evaluation.currency or minimum.more_than.amount < 0:
        raise evaluation.fault(
            f"no amount is compared with {minimum.more_than} in an agreement in"
            f" {evaluation.currency}",
            minimum.at.of("more_than"),
            f"write an amount in {evaluation.currency}, not below zero",
        )


def apply(dues: Sequence[Due]) -> list[Due]:
    """
    The lines that are paid after all; the others are lines of nothing.

    The total of a statement is that of its window, credits and bonuses each for themselves,
    before any minimum takes something off.
    """
    kept = list(dues)
    for positions in grouped(dues, range(len(dues)), lambda e: (e.measured.window, e.is_bonus)):
        total = sum((dues[i].amount for i in positions), Fraction(0))
        for i in positions:
            minimum = dues[i].evaluation.remedy.minimum_payable
            if minimum is not None:
                kept[i] = _compared(dues[i], minimum, total)
    return kept


def _compared(due: Due, minimum: MinimumPayable, total: Fraction) -> Due:
    currency = due.evaluation.currency
    compared = total if minimum.of == "statement" else due.amount
    paid = compared > Fraction(minimum.more_than.amount)
    amount = due.amount if paid else Fraction(0)
    whose = "the total of" if minimum.of == "statement" else "the line of"
    relation = "more" if paid else "not more"
    sentence = f"{whose} {money_shown(compared, currency)} is {relation} than {minimum.more_than}"
    if not paid:
        sentence += ": nothing is paid"
    texts = (money_text(due.amount, currency), money_text(amount, currency))
    due = due.changed(minimum_cut=due.amount - amount)
    return due.after(amount, TrailStep(STAGE, sentence, *texts, minimum.at))
