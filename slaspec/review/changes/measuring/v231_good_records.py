"""Rule V231."""

from __future__ import annotations

from slaspec.review.change import OPPOSITE
from slaspec.review.changes.filters import filter_words, same_filter, wider
from slaspec.review.changes.judging import directed
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V231",
    name="good-records",
    owns=("RatioMetric.good",),
    material=True,
    as_one=True,
)
def good_records(change: Difference) -> Said | None:
    """
    Other records are good ones.

    What it compares:
        `good` of a metric: fields with the values of which a good record must have one. More
        values, or fewer fields, let more records be good.

    Why:
        What counts as good is the promise itself.

    Before:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok]}}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    After:

        metrics:
          - {id: quality, kind: ratio, source: itsm-export, good: {status: [ok, late]}}
        targets:
          - {id: quality, service: network, metric: quality, objective: {at_least: 95%}}

    Direction:
        loosened
    """
    if same_filter(change.base, change.head):
        return None
    before, after = (filter_words(each) for each in (change.base, change.head))
    direction = OPPOSITE[directed(wider(change.base, change.head), "tightened")]
    return Said(direction, between("a good record", before, after), before, after)
