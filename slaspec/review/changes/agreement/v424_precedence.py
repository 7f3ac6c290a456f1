"""Rule V424."""

from __future__ import annotations

from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V424",
    name="precedence",
    owns=("Sections.precedence",),
    material=True,
)
def precedence(change: Difference) -> Said | None:
    """
    Where the agreement and its Terms disagree, another one prevails.

    What it compares:
        The order of the two.

    Why:
        It decides every contradiction between them.

    Before:

        precedence: [agreement, terms]

    After:

        precedence: [terms, agreement]

    Direction:
        neutral
    """
    return entry("the order of precedence", change)
