"""Rule V257."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V257",
    name="obligation",
    owns=("MeasureAnswers.obligation",),
    material=True,
)
def obligation(change: Difference) -> Said | None:
    """
    What is promised binds more, or less.

    What it compares:
        `obligation`: a guarantee (whatever the cause) binds most, then a result, best efforts, and
        figures that are only reported.

    Why:
        With `report_only` nothing is owed; with `effort` only that the provider tried.

    Before:

        interpretation: {obligation: result}

    After:

        interpretation: {obligation: effort}

    Direction:
        loosened
    """
    scale = ("report_only", "effort", "result", "guarantee")
    return judged("the obligation", change, scale=scale, more="tightened")
