"""Rule V432."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.open_hours import compared, direction, hours_of
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V432",
    name="support-hours",
    owns=("SupportChannel.hours",),
    material=True,
)
def support_hours(change: Difference) -> Said | None:
    """
    A support channel is staffed at other hours.

    What it compares:
        The open time of both calendars, second by second over the dates that both know.

    Why:
        A report at night waits until somebody is there.

    Before:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: 24x7}]

    After:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: office}]

    Direction:
        loosened
    """
    base, head = (hours_of(book, value) for value, _, book in change.sides)
    said = judged("the time of support", change)
    return said and said._replace(direction=direction(compared(base, head)))
