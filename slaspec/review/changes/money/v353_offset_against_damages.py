"""Rule V353."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V353",
    name="offset-against-damages",
    owns=("Liability.offset_against_damages",),
    material=True,
)
def offset_against_damages(change: Difference) -> Said | None:
    """
    Credits are deducted from damages for the same event, or no longer.

    What it compares:
        `offset_against_damages`.

    Why:
        Without it the customer may get both.

    Before:

        liability: {credits: in_addition, offset_against_damages: false}

    After:

        liability: {credits: in_addition, offset_against_damages: true}

    Direction:
        loosened
    """
    what = "the deduction of credits from damages"
    return judged(what, change, more="loosened", added=_added(change))


def _added(change: Difference) -> Direction:
    """Where nothing is said the law decides: a deduction that is agreed is one for certain."""
    return "loosened" if change.head or change.base else "tightened"
