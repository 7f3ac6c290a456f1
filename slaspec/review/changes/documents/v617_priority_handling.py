"""Rule V617."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V617",
    name="priority-handling",
    owns=("Priority.handling",),
    material=True,
)
def priority_handling(change: Difference) -> Said | None:
    """
    How records of a priority are handled was put in other words.

    What it compares:
        `handling` of a priority, word by word.

    Why:
        It is promised in words that no clock measures.

    Before:

        kind: PriorityMatrix
        priorities: [{id: P1, handling: work goes on day and night}, {id: P2}]

    After:

        kind: PriorityMatrix
        priorities: [{id: P1, handling: next in line}, {id: P2}]

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the handling of {change.path[-2]}", change))
