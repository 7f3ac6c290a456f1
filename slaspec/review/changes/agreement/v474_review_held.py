"""Rule V474."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, is_empty, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V474",
    name="review-held",
    owns=("Review.held", "ReviewHeld.date", "ReviewHeld.decided"),
    material=False,
)
def review_held(change: Difference) -> Said | None:
    """
    A review was held, or decided something else.

    What it compares:
        The reviews held by date. No list and an empty one are alike.

    Why:
        What a review decided is why the text changed.

    Before:

        review: {every: 12 months, held: []}

    After:

        review: {every: 12 months, held: [{date: 2026-06-10, decided: no change}]}

    Direction:
        neutral
    """
    if is_empty(change):
        return None
    if change.key == "held":
        return entry("a review", change, by="date", name="day")
    words = {"date": "the day of the review", "decided": "what the review decided"}
    return judged(words[change.key], change)
