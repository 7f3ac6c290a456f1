"""Rule V334."""

from __future__ import annotations

from slaspec.language.model.governance import Charge
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference, words
from slaspec.review.rule import Said, change_rule

_IN_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


@change_rule(
    id="V334",
    name="charge",
    owns=("ServiceLine.charge", "Charge.*"),
    material=True,
)
def charge(change: Difference) -> Said | None:
    """
    A service has another price.

    What it compares:
        The amount with its period, or the source of the invoices. A year is twelve months and four
        quarters: the same price for another period is told, and changes nothing.

    Why:
        Percentages are percentages of it, and a higher price is neither more nor less of a promise.

    Before:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}

    After:

        services:
          - {service: service-desk, charge: {amount: 42000.00 EUR, per: month}}

    Direction:
        neutral
    """
    said = judged("the charge", change)
    if said is None or change.base is None or change.head is None:
        return said
    base, head = _yearly(change.base), _yearly(change.head)
    before, after = _words(change.base), _words(change.head)
    sentence = between("the charge", before, after)
    return Said(said.direction, sentence, before, after, material=base is None or base != head)


def _words(charge: Charge) -> str:
    plain_sum = charge.amount is not None and charge.per is not None
    return f"{charge.amount} per {charge.per}" if plain_sum else words(charge)


def _yearly(charge: Charge) -> tuple[object, str] | None:
    if charge.amount is None or charge.per not in _IN_A_YEAR:
        return None
    return charge.amount.amount * _IN_A_YEAR[charge.per], charge.amount.currency
