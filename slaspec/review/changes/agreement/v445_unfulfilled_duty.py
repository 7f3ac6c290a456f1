"""Rule V445."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_EXCUSES = ("none", "clock_paused", "excused")


@change_rule(
    id="V445",
    name="unfulfilled-duty",
    owns=("Duty.if_not",),
    material=True,
)
def unfulfilled_duty(change: Difference) -> Said | None:
    """
    Something else follows where a duty is not done.

    What it compares:
        `if_not` of a duty of the customer: nothing is less of an excuse than a clock that stands
        still, and that is less than a miss that is excused. Without a word nothing follows.

    Why:
        It is an excuse of the provider.

    Before:

        duties: {customer: [{id: answers, text: answer questions, if_not: none}]}

    After:

        duties: {customer: [{id: answers, text: answer questions, if_not: clock_paused}]}

    Direction:
        loosened
    """
    more: Direction = "loosened" if "customer" in change.path else "neutral"
    return judged(
        "what follows where the duty is not done", change, more=more, default="none", scale=_EXCUSES
    )
