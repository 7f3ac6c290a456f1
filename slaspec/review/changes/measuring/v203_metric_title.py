"""Rule V203."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V203",
    name="metric-title",
    owns=("MetricHead.title",),
    material=False,
)
def metric_title(change: Difference) -> Said | None:
    """
    The title of a metric was changed.

    What it compares:
        The name of a metric for readers, word by word.

    Why:
        It changes no verdict.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, title: Repair time, records: incident,
             source: itsm-export, start: reported, stop: [resolved],
             pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, title: Time to restore,
             records: incident, source: itsm-export, start: reported, stop: [resolved],
             pause: [waiting_customer]}

    Direction:
        neutral
    """
    return Said("neutral", instead("the title", change))
