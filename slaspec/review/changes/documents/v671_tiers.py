"""Rule V671."""

from __future__ import annotations

from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V671",
    name="tiers",
    owns=("ServiceCatalogue.tiers",),
    material=False,
)
def tiers(change: Difference) -> Said | None:
    """
    There are other tiers, or their order is another one.

    What it compares:
        The tiers from the weakest to the strongest.

    Why:
        The order is what a check proves: a higher tier is nowhere weaker.

    Before:

        kind: ServiceCatalogue
        tiers: [silver, gold]

    After:

        kind: ServiceCatalogue
        tiers: [bronze, silver, gold]

    Direction:
        neutral
    """
    return entry("the order of tiers", change)
