"""Rule V614."""

from __future__ import annotations

from slaspec.review.changes.judging import entry_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V614",
    name="priorities",
    owns=("PriorityMatrix.priorities", "Priority.id"),
    material=True,
    ordered=True,
)
def priorities(change: Difference) -> Said | None:
    """
    A priority was added, removed, renamed or moved.

    What it compares:
        The priorities by their ids, and their order from the highest to the lowest.

    Why:
        The order decides which of two priorities is the higher one; records of a new priority need
        an objective.

    Before:

        kind: PriorityMatrix
        priorities: [{id: P1}, {id: P2}]

    After:

        kind: PriorityMatrix
        priorities: [{id: P2}, {id: P1}]

    Direction:
        neutral
    """
    if change.sort == "reordered":
        before, after = (", ".join(each.id for each in side) for side in (change.base, change.head))
        sentence = f"the priorities from high to low are {after} instead of {before}"
        return Said("neutral", sentence, before, after)
    return Said("neutral", entry_told("a priority", change))
