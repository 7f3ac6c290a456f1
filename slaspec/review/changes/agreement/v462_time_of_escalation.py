"""Rule V462."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V462",
    name="time-of-escalation",
    owns=("EscalationStep.at_share", "EscalationStep.over_by"),
    material=True,
)
def time_of_escalation(change: Difference) -> Said | None:
    """
    A step of escalation comes sooner or later.

    What it compares:
        The share of the limit that is used up, or how much it is exceeded.

    Why:
        An early warning leaves time to keep the promise.

    Before:

        escalation: [{at_share: 75%, to: service level manager}]

    After:

        escalation: [{at_share: 50%, to: service level manager}]

    Direction:
        tightened
    """
    what = {
        "at_share": "the share of the limit at which somebody is told",
        "over_by": "the time over the limit after which somebody is told",
    }
    return judged(what[change.key], change, more="loosened")
