"""Rule V616."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V616",
    name="priority-downgrade",
    owns=("PriorityMatrix.downgrade_needs",),
    material=True,
)
def priority_downgrade(change: Difference) -> Said | None:
    """
    Whose consent a lower priority needs was changed.

    What it compares:
        `downgrade_needs` of a matrix.

    Why:
        A priority that is lowered just before the limit keeps the objective.

    Before:

        kind: PriorityMatrix
        downgrade_needs: customer_consent

    After:

        kind: PriorityMatrix
        downgrade_needs: nobody

    Direction:
        loosened
    """
    scale = ("nobody", "customer_consent")
    return judged("whose consent a lower priority needs", change, scale=scale, more="tightened")
