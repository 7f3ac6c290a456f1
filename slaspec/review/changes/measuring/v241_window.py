"""Rule V241."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V241",
    name="window",
    owns=("MeasureAnswers.window", "RollingWindow.*", "ContractYear.*"),
    material=True,
)
def window(change: Difference) -> Said | None:
    """
    A target is judged over another period.

    What it compares:
        `window` of the target, or of its metric, or of the interpretation: the nearest answer. An
        answer that moved from one to another and says the same is no change.

    Why:
        A bad week disappears in a quarter, and a good one too: nobody can tell which window is the
        stricter one. Credits per window, repeats and figures of before and after do not compare.

    Before:

        interpretation: {window: month}

    After:

        interpretation: {window: quarter}

    Direction:
        neutral
    """
    return Said("neutral", instead("the window", change), meaning=True)
