"""Rule V212."""

from __future__ import annotations

from slaspec.review.changes.filters import filter_words, same_filter
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V212",
    name="records-counted",
    owns=(
        "DurationMetric.where",
        "ThroughputMetric.where",
        "ScoreMetric.where",
        "RatioMetric.total",
    ),
    material=True,
    as_one=True,
)
def records_counted(change: Difference) -> Said | None:
    """
    Other records count.

    What it compares:
        `where` and `total` of a metric: fields with the values of which a record must have one. The
        order of values means nothing.

    Why:
        Which records count is part of what is measured; fewer records may be easier or harder ones.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer],
             where: {customer: [acme]}}

    Direction:
        neutral
    """
    if same_filter(change.base, change.head):
        return None
    before, after = (filter_words(each) for each in (change.base, change.head))
    sentence = f"only these records count: {after}; before: {before}"
    return Said("neutral", sentence, before, after, meaning=True)
