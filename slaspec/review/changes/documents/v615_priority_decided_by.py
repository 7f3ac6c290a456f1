"""Rule V615."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V615",
    name="priority-decided-by",
    owns=("PriorityMatrix.decided_by",),
    material=True,
)
def priority_decided_by(change: Difference) -> Said | None:
    """
    Somebody else decides impact and urgency.

    What it compares:
        `decided_by` of a matrix: that the provider decides binds it least. The customer and a rule
        cannot be compared.

    Why:
        Whoever decides the priority decides which objective a record must keep.

    Before:

        kind: PriorityMatrix
        decided_by: customer

    After:

        kind: PriorityMatrix
        decided_by: provider

    Direction:
        loosened
    """
    scale = ("provider", change.head if change.base == "provider" else change.base)
    return judged("who decides impact and urgency", change, scale=scale, more="tightened")
