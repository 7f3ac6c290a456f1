"""Rule V217."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V217",
    name="support-group",
    owns=("DurationMetric.group",),
    material=True,
)
def support_group(change: Difference) -> Said | None:
    """
    The time in another support group is measured.

    What it compares:
        `group` of a metric: only the time of records in this group counts; without a group all of
        it.

    Why:
        The time in one group is another time than that of the record as a whole.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer],
             group: second-line, visits: sum}

    Direction:
        neutral
    """
    what = "the support group whose time is measured"
    return Said("neutral", instead(what, change), meaning=True)
