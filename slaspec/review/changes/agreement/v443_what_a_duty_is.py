"""Rule V443."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V443",
    name="what-a-duty-is",
    owns=("Duty.id", "Duty.text"),
    material=True,
)
def what_a_duty_is(change: Difference) -> Said | None:
    """
    A duty is another one in words.

    What it compares:
        The text of a duty. Words have no order: nobody can tell which is more.

    Why:
        The words are the duty.

    Before:

        duties: {customer: [{id: answers, text: answer questions}]}

    After:

        duties: {customer: [{id: answers, text: answer questions in writing}]}

    Direction:
        neutral
    """
    return judged("the duty", change)
