"""Rule V423."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V423",
    name="languages",
    owns=("Sections.languages", "Languages.prevailing", "Languages.also"),
    material=True,
)
def languages(change: Difference) -> Said | None:
    """
    Another language version prevails, or there are others beside it.

    What it compares:
        The language that prevails, which decides in a dispute; the others are for information.

    Why:
        Two versions of one sentence seldom say the same.

    Before:

        languages: {prevailing: nb, also: [en]}

    After:

        languages: {prevailing: en, also: [en]}

    Direction:
        neutral
    """
    if change.key == "also":
        return judged("the list of further languages", change, default=(), material=False)
    return judged("the prevailing language", change)
