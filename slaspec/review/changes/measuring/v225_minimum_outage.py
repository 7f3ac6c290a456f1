"""Rule V225."""

from __future__ import annotations

from slaspec.language.quantities import Duration
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V225",
    name="minimum-outage",
    owns=("AvailabilityMetric.minimum_outage",),
    material=True,
)
def minimum_outage(change: Difference) -> Said | None:
    """
    Outages count from another length on.

    What it compares:
        `minimum_outage` of a metric in seconds; where nothing is said, every outage counts.

    Why:
        Shorter outages do not count, however many they are.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, minimum_outage: 0s}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, minimum_outage: 3min}

    Direction:
        loosened
    """
    nothing = Duration("0s")
    return judged("the shortest outage that counts", change, more="loosened", default=nothing)
