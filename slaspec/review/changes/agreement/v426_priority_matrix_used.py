"""Rule V426."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V426",
    name="priority-matrix-used",
    owns=("Sections.priorities",),
    material=True,
)
def priority_matrix_used(change: Difference) -> Said | None:
    """
    Priorities come from another matrix.

    What it compares:
        The PriorityMatrix that the agreement names; what changes within one is told there.

    Why:
        Another matrix makes other records urgent: figures of before and after are of other records.

    Before:

        priorities: itil

    After:

        priorities: itil-strict

    Direction:
        neutral
    """
    return judged("the priority matrix", change, meaning=True)
