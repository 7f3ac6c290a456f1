"""Rule V310."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "from": "what must be exceeded before it counts",
    "allowance": "what is free",
    "at_most": "the most that counts",
    "floor": "the floor under the good records",
}


@change_rule(
    id="V310",
    name="quantity-limits",
    owns=(
        "QuantityPaid.from",
        "QuantityPaid.allowance",
        "QuantityPaid.at_most",
        "QuantityPaid.floor",
    ),
    material=True,
)
def quantity_limits(change: Difference) -> Said | None:
    """
    More or less of the quantity counts.

    What it compares:
        What must be exceeded (`from`), what is free (`allowance`), the most that counts
        (`at_most`), and the floor under the good records.

    Why:
        Only what lies between these limits is paid.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: duration, allowance: 30min, step: 30min,
             count: whole}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: duration, allowance: 1h, step: 30min,
             count: whole}}

    Direction:
        loosened
    """
    more: Direction = "tightened" if change.key == "at_most" else "loosened"
    said = judged(_WORDS[change.key], change, more=more, added="loosened")
    return as_paid(said, change)
