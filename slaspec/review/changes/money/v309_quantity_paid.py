"""Rule V309."""

from __future__ import annotations

from slaspec.language.model.remedy import QuantityPaid
from slaspec.review.alike import alike
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V309",
    name="quantity-paid",
    owns=("Remedy.quantity", "QuantityPaid.of"),
    material=True,
)
def quantity_paid(change: Difference) -> Said | None:
    """
    Another quantity is paid for.

    What it compares:
        Whether a remedy has a `quantity`, and what it is `of`. One that is not said is counted
        once, as `flat`.

    Why:
        By the shortfall, by the time lost or by the number of events the same miss costs another
        amount.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: shortfall, step: 1pp, count: whole}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: excess_records, step: 1 case, count: whole}}

    Direction:
        neutral
    """
    if change.key == "of":
        return judged("what is counted", change, default="flat")
    if all(
        each is None or alike(each, QuantityPaid(of="flat")) for each in (change.base, change.head)
    ):
        return None
    return judged("the quantity that is paid for", change)
