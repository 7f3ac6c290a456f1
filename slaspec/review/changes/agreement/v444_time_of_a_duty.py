"""Rule V444."""

from __future__ import annotations

from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V444",
    name="time-of-a-duty",
    owns=("Duty.within",),
    material=True,
)
def time_of_a_duty(change: Difference) -> Said | None:
    """
    A duty has to be done in another time.

    What it compares:
        `within` of a duty. More time for the customer is more for the customer, more time for the
        provider is less.

    Why:
        After that time what was agreed for an unfulfilled duty follows.

    Before:

        duties: {customer: [{id: answers, text: answer questions, within: 8h}]}

    After:

        duties: {customer: [{id: answers, text: answer questions, within: 4h}]}

    Direction:
        loosened
    """
    direction: Direction = "tightened" if "customer" in change.path else "loosened"
    return judged("the time of the duty", change, more=direction, added=OPPOSITE[direction])
