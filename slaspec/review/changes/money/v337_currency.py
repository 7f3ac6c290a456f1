"""Rule V337."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V337",
    name="currency",
    owns=("Sections.currency",),
    material=True,
)
def currency(change: Difference) -> Said | None:
    """
    The agreement is in another currency.

    What it compares:
        `currency` of an agreement or of its Terms.

    Why:
        Amounts of two currencies are never added or compared.

    Before:

        currency: EUR

    After:

        currency: SEK

    Direction:
        neutral
    """
    return judged("the currency", change)
