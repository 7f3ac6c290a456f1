"""Rule V243."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V243",
    name="limit-reached",
    owns=("MeasureAnswers.limit_reached",),
    material=True,
)
def limit_reached(change: Difference) -> Said | None:
    """
    A record that takes exactly as long as its limit is met, or missed.

    What it compares:
        `limit_reached`, where the metric asks for it.

    Why:
        One second decides: 5h 00min 00s keeps a limit of 5h, or does not.

    Before:

        interpretation: {limit_reached: met}

    After:

        interpretation: {limit_reached: missed}

    Direction:
        tightened
    """
    if not is_asked(change):
        return None
    what = "a record that takes exactly its limit"
    return judged(what, change, scale=("met", "missed"), more="tightened")
