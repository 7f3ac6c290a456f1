"""Rule V351."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V351",
    name="exclusive-remedy",
    owns=("Sections.liability", "Liability.credits"),
    material=True,
)
def exclusive_remedy(change: Difference) -> Said | None:
    """
    Credits are all that the customer gets for a miss, or are no longer all.

    What it compares:
        `credits`: in addition to other rights is more than the sole remedy. Without a word about
        liability the law decides.

    Why:
        A sole remedy takes the right to damages.

    Before:

        liability: {credits: in_addition}

    After:

        liability: {credits: sole_remedy}

    Direction:
        loosened
    """
    if change.key == "liability":
        return judged("the clause on liability", change)
    scale = ("sole_remedy", "in_addition")
    return judged("what credits are for the customer", change, more="tightened", scale=scale)
