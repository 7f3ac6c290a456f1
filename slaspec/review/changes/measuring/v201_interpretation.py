"""Rule V201."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V201",
    name="interpretation",
    owns=("Sections.interpretation",),
    material=False,
)
def interpretation(change: Difference) -> Said | None:
    """
    The agreement answers the questions of the interpretation, or no longer does.

    What it compares:
        Whether there is an interpretation at all. Each answer that holds for a target or a remedy
        is told by the rule of its question.

    Why:
        Without answers a verdict or an amount depends on who reads the text.

    Before:

        # interpretation is missing
        title: Service desk and network for Acme

    After:

        interpretation: {window: month, limit_reached: met}

    Direction:
        neutral
    """
    ending = "each answer is told by itself"
    return Said("neutral", f"an interpretation was {change.sort}: {ending}")
