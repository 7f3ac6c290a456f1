"""Rule V206."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V206",
    name="metric-exclusions",
    owns=("MetricHead.exclusions",),
    material=True,
)
def metric_exclusions(change: Difference) -> Said | None:
    """
    Other exclusions apply to a metric.

    What it compares:
        `exclusions` of a metric as a set; none said is none at all.

    Why:
        What an exclusion names does not count: one more is an excuse more for the provider.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, exclusions: [planned-maintenance]}

    Direction:
        loosened
    """
    before, after = (list(each or ()) for each in (change.base, change.head))
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    if not gone and not new:
        return None
    direction: Direction = "neutral" if gone and new else "loosened" if new else "tightened"
    return Said(direction, f"other exclusions apply: {moved(gone, new)}")
