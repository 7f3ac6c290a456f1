"""Rule V258."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V258",
    name="smoothing",
    owns=("MeasureAnswers.smooth_with",),
    material=True,
)
def smoothing(change: Difference) -> Said | None:
    """
    The mean of two windows is judged, or each by itself.

    What it compares:
        `smooth_with`.

    Why:
        A bad window is made good by the one before it, and a good one is spoilt: the values of
        before and after do not compare.

    Before:

        interpretation: {window: month}

    After:

        interpretation: {window: month, smooth_with: previous_window}

    Direction:
        neutral
    """
    smoothed = (
        "the mean of a window and the one before it" if change.head else "each window by itself"
    )
    return Said("neutral", f"{smoothed} is judged now", meaning=True)
