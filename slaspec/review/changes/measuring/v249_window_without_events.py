"""Rule V249."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V249",
    name="window-without-events",
    owns=("MeasureAnswers.no_events",),
    material=True,
)
def window_without_events(change: Difference) -> Said | None:
    """
    A window in which nothing happened is judged otherwise.

    What it compares:
        `no_events`, where the metric asks for it. A window that is not measured is passed over
        where missed windows are counted in a row; one that is met ends the row.

    Why:
        In a quiet service it decides most windows.

    Before:

        interpretation: {no_events: not_measured}

    After:

        interpretation: {no_events: met}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    scale = ("met", "not_measured")
    return judged("a window in which nothing happened", change, scale=scale, more="tightened")
