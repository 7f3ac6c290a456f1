"""Rule V211."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V211",
    name="records-measured",
    owns=("DurationMetric.records", "RatioMetric.records", "ThroughputMetric.records"),
    material=True,
)
def records_measured(change: Difference) -> Said | None:
    """
    Records of another kind are measured.

    What it compares:
        `records` of a metric: incidents, requests, outages, calls, checks.

    Why:
        Requests and incidents (ITIL) come in other numbers and take other times: figures of before
        and after do not compare.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: request, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    Direction:
        neutral
    """
    return Said("neutral", instead("the kind of records", change), meaning=True)
