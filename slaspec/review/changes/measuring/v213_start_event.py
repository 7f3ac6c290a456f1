"""Rule V213."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.directions import less_is_tighter
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V213",
    name="start-event",
    owns=("DurationMetric.start",),
    material=True,
)
def start_event(change: Difference) -> Said | None:
    """
    The clock starts at another event.

    What it compares:
        `start` of a metric. Nothing of a record comes before it is reported, so that a clock from
        there on is never shorter.

    Why:
        Whoever may wait with the start may use time that counts for nobody.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: accepted, stop: [resolved], pause: [waiting_customer]}

    Direction:
        loosened
    """
    direction: Direction = "neutral"
    if change.sort == "changed" and "due" not in (change.base, change.head):
        first = {"reported": 0}
        direction = less_is_tighter(first.get(change.base, 1), first.get(change.head, 1))
    return Said(direction, instead("the event that starts the clock", change), meaning=True)
