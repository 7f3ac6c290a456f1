"""Rule V473."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V473",
    name="review",
    owns=("Sections.review", "Review.every"),
    material=False,
)
def review(change: Difference) -> Said | None:
    """
    The agreement is reviewed more or less often.

    What it compares:
        The longest time between two reviews.

    Why:
        A review that is overdue is the question of a gate.

    Before:

        review: {every: 12 months}

    After:

        review: {every: 6 months}

    Direction:
        neutral
    """
    return judged("the time between two reviews", change)
