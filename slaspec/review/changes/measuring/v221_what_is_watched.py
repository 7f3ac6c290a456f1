"""Rule V221."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V221",
    name="what-is-watched",
    owns=("AvailabilityMetric.of",),
    material=True,
)
def what_is_watched(change: Difference) -> Said | None:
    """
    The availability of another service or component is measured.

    What it compares:
        `of` of a metric; a component of the catalogue that was renamed is the same one.

    Why:
        Another thing is watched: figures of before and after do not compare.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: wan, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, quantum: exact}

    Direction:
        neutral
    """
    return Said("neutral", instead("what must be up", change), meaning=True)
