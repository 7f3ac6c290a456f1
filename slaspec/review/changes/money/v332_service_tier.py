"""Rule V332."""

from __future__ import annotations

from slaspec.language.model import ServiceCatalogue
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V332",
    name="service-tier",
    owns=("ServiceLine.tier",),
    material=True,
)
def service_tier(change: Difference) -> Said | None:
    """
    A service is delivered at another tier.

    What it compares:
        The place of the tier in the catalogue, which lists tiers from the weakest to the strongest.

    Why:
        A tier stands for a set of promises; that a higher one is nowhere weaker is checked.

    Before:

        services:
          - {service: service-desk, tier: gold}

    After:

        services:
          - {service: service-desk, tier: silver}

    Direction:
        loosened
    """
    both = {change.base, change.head}
    listed = (each.tiers or () for each in change.head_book.of(ServiceCatalogue))
    scale = next((tiers for tiers in listed if both <= {*tiers}), ())
    return judged("the tier of the service", change, more="tightened", scale=scale)
