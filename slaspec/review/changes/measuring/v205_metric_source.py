"""Rule V205."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V205",
    name="metric-source",
    owns=("MetricHead.source",),
    material=True,
)
def metric_source(change: Difference) -> Said | None:
    """
    A metric is measured on other records.

    What it compares:
        `source` of a metric. A data source that was renamed is the same source.

    Why:
        Another tool, or another party, counts other records and other times.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: customer-log,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    Direction:
        neutral
    """
    sentence = f"it is measured on {change.head} instead of {change.base}"
    return Said("neutral", sentence, meaning=True)
