"""Rule V204."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V204",
    name="metric-definition",
    owns=("MetricHead.definition",),
    material=True,
)
def metric_definition(change: Difference) -> Said | None:
    """
    The words that define what a metric measures were changed.

    What it compares:
        `definition` of a metric, word by word.

    Why:
        The words are part of what was agreed. Nobody can tell from them which way a verdict goes.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, definition: until it works again,
             records: incident, source: itsm-export, start: reported, stop: [resolved],
             pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, definition: until the user agrees,
             records: incident, source: itsm-export, start: reported, stop: [resolved],
             pause: [waiting_customer]}

    Direction:
        neutral
    """
    return Said("neutral", instead("the definition", change))
