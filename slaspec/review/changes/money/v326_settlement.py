"""Rule V326."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V326",
    name="settlement",
    owns=("MoneyAnswers.settlement", "Settlement.*"),
    material=True,
)
def settlement(change: Difference) -> Said | None:
    """
    A remedy reaches the customer in another way, or bonuses reduce it otherwise.

    What it compares:
        The method of payment and the netting of credits against bonuses.

    Why:
        A deduction from the next invoice, money back and longer service are worth different things
        to different customers; an invoice that nets them needs another entry in the books.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             settlement: {method: next_invoice, netting: none}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             settlement: {method: service_extension, netting: none}}

    Direction:
        neutral
    """
    return judged("the settlement of a remedy", change)
