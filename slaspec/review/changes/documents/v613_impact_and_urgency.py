"""Rule V613."""

from __future__ import annotations

from slaspec.review.changes.judging import entry_told
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V613",
    name="impact-and-urgency",
    owns=("PriorityMatrix.impact", "PriorityMatrix.urgency", "Level.id", "Level.text"),
    material=True,
    ordered=True,
)
def impact_and_urgency(change: Difference) -> Said | None:
    """
    A level of impact or urgency was added, removed or moved, or is described otherwise.

    What it compares:
        The levels by their ids, their order, and the words by which people recognise them.

    Why:
        Whoever reads the words decides the priority of a record, and with it the objective.

    Before:

        kind: PriorityMatrix
        impact: [{id: high, text: everybody is stopped}, {id: low, text: one person is hindered}]

    After:

        kind: PriorityMatrix
        impact: [{id: high, text: ten people are stopped}, {id: low, text: one person is hindered}]

    Direction:
        neutral
    """
    if change.key == "text":
        level = change.path[-2].replace("_", " ")
        return Said("neutral", instead(f"the {change.path[0]} {level}", change))
    if change.sort == "reordered":
        return Said("neutral", f"the levels of {change.key} stand in another order")
    return Said("neutral", entry_told(f"a level of {change.key}", change))
