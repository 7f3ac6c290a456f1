"""Rule V232."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V232",
    name="share-intervals",
    owns=("RatioMetric.mean_of",),
    material=True,
)
def share_intervals(change: Difference) -> Said | None:
    """
    The shares of other intervals are averaged.

    What it compares:
        `mean_of` of a metric: the share of good records of all, or the mean of the shares of short
        intervals.

    Why:
        In a mean of intervals a night with few records counts as much as a busy hour.

    Before:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok]}}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    After:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok]},
             mean_of: 5min, empty: 0%}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    Direction:
        neutral
    """
    return Said("neutral", instead("the interval whose shares are averaged", change), meaning=True)
