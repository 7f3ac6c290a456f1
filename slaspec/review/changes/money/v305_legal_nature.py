"""Rule V305."""

from __future__ import annotations

from slaspec.review.changes.judging import directed, judged
from slaspec.review.changes.orders import ranked
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V305",
    name="legal-nature",
    owns=("Remedy.nature", "Interpretation.nature"),
    material=True,
)
def legal_nature(change: Difference) -> Said | None:
    """
    What is paid is something else in law, or the other side pays.

    What it compares:
        `nature` of a remedy, else of the interpretation. Between a reduction of the price,
        liquidated damages and a penalty nothing is more; a bonus is paid by the customer.

    Why:
        A reduction of the price, damages and a penalty are booked and taxed in different ways (IFRS
        15 takes all three as variable consideration), and some laws bound penalties.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             nature: penalty, rate: {flat: 5%}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             nature: bonus, rate: {flat: 5%}}

    Direction:
        loosened
    """
    base, head = ("bonus" if each == "bonus" else "credit" for each in (change.base, change.head))
    direction = directed(ranked(("bonus", "credit"), base, head), "tightened")
    said = judged("the nature of what is paid", change)
    return said._replace(direction=direction) if said is not None else None
