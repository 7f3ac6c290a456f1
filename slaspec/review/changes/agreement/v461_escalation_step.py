"""Rule V461."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V461",
    name="escalation-step",
    owns=("Sections.escalation", "EscalationStep.to"),
    material=True,
)
def escalation_step(change: Difference) -> Said | None:
    """
    Somebody else is told while a limit runs out, or after it has.

    What it compares:
        The steps of the escalation, and who is told in each.

    Why:
        Who is not told cannot help.

    Before:

        escalation: [{at_share: 75%, to: service level manager}]

    After:

        escalation: [{at_share: 75%, to: service level manager}, {over_by: 1h, to: steering board}]

    Direction:
        tightened
    """
    if change.key == "to":
        return judged("who is told", change)
    return entry("a step of escalation", change, added="tightened", by="to", name="addressee")
