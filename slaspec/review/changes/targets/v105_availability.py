"""Rule V105."""

from __future__ import annotations

from slaspec.review.changes.conditions import said_of_condition
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V105",
    name="availability",
    owns=("Objective.availability",),
    material=True,
)
def availability(change: Difference) -> Said | None:
    """
    Another share of the counted time must be up.

    What it compares:
        `availability` of an objective, as exact fractions.

    Why:
        From 99.9% to 99.5% the down time that goes without any consequence is five times as long.

    Before:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    After:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Direction:
        loosened
    """
    return said_of_condition(change, "the availability")
