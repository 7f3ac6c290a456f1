"""Rule V658."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V658",
    name="amendment-words",
    owns=("Amendment.title", "Amendment.description"),
    material=False,
)
def amendment_words(change: Difference) -> Said | None:
    """
    An amendment has another title or description.

    What it compares:
        `title` and `description`. They change nothing.

    Why:
        Readers find an amendment by its title.

    Before:

        kind: Amendment
        title: Faster resolution of critical incidents

    After:

        kind: Amendment
        title: Faster resolution

    Direction:
        neutral
    """
    return judged(f"the {change.key} of the amendment", change)
