"""Rule V464."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V464",
    name="complaints",
    owns=("Governance.complaints", "Complaints.to", "Complaints.answer_within"),
    material=True,
)
def complaints(change: Difference) -> Said | None:
    """
    Complaints are answered in another time, or go to somebody else.

    What it compares:
        Who receives them, and when the answer is due.

    Why:
        An answer to a complaint is owed as a service is.

    Before:

        governance: {complaints: {to: service level manager, answer_within: 5 working days}}

    After:

        governance: {complaints: {to: service level manager, answer_within: 10 working days}}

    Direction:
        loosened
    """
    if change.key == "to":
        return judged("who receives complaints", change, material=False)
    if change.key == "complaints":
        return judged("the handling of complaints", change, added="tightened")
    return judged("the time to answer a complaint", change, more="loosened")
