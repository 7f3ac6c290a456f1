"""Rule V244."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked, is_by_priority
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V244",
    name="priority-in-force",
    owns=("MeasureAnswers.priority",),
    material=True,
)
def priority_in_force(change: Difference) -> Said | None:
    """
    Another priority of a record counts, where it was changed.

    What it compares:
        `priority`, where the target judges by priority.

    Why:
        Records move between the objectives of the priorities, some to easier and some to harder
        ones.

    Before:

        interpretation: {priority: at_open}

    After:

        interpretation: {priority: final}

    Direction:
        neutral
    """
    if not is_asked(change) or not is_by_priority(change):
        return None
    return Said("neutral", instead("the priority that counts for a record", change))
