"""Rule V307."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V307",
    name="spared-miss",
    owns=("Trigger.grace", "Trigger.deadband"),
    material=True,
)
def spared_miss(change: Difference) -> Said | None:
    """
    A miss up to another size pays nothing.

    What it compares:
        `grace` and `deadband` of a trigger. The deadband of a rate on both sides is a part of its
        rate (V312).

    Why:
        Misses within it are shown, and cost nothing.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%}, trigger: {grace: 30min}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%}, trigger: {grace: 1h}}

    Direction:
        loosened
    """
    said = judged(
        f"the {change.key} within which nothing is paid", change, more="loosened", added="loosened"
    )
    return as_paid(said, change)
