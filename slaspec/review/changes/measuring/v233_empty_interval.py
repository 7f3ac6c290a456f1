"""Rule V233."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V233",
    name="empty-interval",
    owns=("RatioMetric.empty",),
    material=True,
)
def empty_interval(change: Difference) -> Said | None:
    """
    An interval without records counts otherwise.

    What it compares:
        `empty` of a metric: the failure share of an interval without records.

    Why:
        Counted as free of failures, quiet nights make up for bad days.

    Before:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok]},
             mean_of: 5min, empty: 100%}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    After:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok]},
             mean_of: 5min, empty: 0%}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    Direction:
        loosened
    """
    return judged("the failure share of an interval without records", change, more="tightened")
