"""Rule V215."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import other
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V215",
    name="pause-states",
    owns=("DurationMetric.pause",),
    material=True,
)
def pause_states(change: Difference) -> Said | None:
    """
    The clock stands still in other states.

    What it compares:
        `pause` of a metric as a set of states.

    Why:
        Time in these states counts for nobody: a state more is time more for the provider. What is
        measured is another time.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved],
             pause: [waiting_customer, waiting_supplier]}

    Direction:
        loosened
    """
    said = judged("", change, more="loosened", meaning=True)
    return said and said._replace(sentence=other("the clock stands still in other states", change))
