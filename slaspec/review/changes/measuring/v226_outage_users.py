"""Rule V226."""

from __future__ import annotations

from slaspec.review.changes.directions import there_is_looser
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V226",
    name="outage-users",
    owns=("AvailabilityMetric.weigh_by",),
    material=True,
)
def outage_users(change: Difference) -> Said | None:
    """
    Outages count by the share of users that they affect, or whole again.

    What it compares:
        `weigh_by` of a metric.

    Why:
        Weighed by its users an outage counts whole at most, and mostly less.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, weigh_by: affected_users}

    Direction:
        loosened
    """
    told = "outages count by the share of affected users" if change.head else "outages count whole"
    return Said(there_is_looser(change), f"{told} now")
