"""Rule V214."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import other
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V214",
    name="stop-event",
    owns=("DurationMetric.stop",),
    material=True,
)
def stop_event(change: Difference) -> Said | None:
    """
    The clock ends at another event.

    What it compares:
        `stop` of a metric as a set of events: the first of them ends the clock. An event more ends
        it earlier or at the same time; other events in their place may do either.

    Why:
        A stop event that moved changes what is measured: figures of before and after do not
        compare.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [closed], pause: [waiting_customer]}

    Direction:
        neutral
    """
    said = judged("", change, more="loosened", meaning=True)
    return said and said._replace(sentence=other("it ends at another event", change))
