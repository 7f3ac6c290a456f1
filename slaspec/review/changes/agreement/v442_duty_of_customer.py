"""Rule V442."""

from __future__ import annotations

from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V442",
    name="duty-of-customer",
    owns=("Duties.customer",),
    material=True,
)
def duty_of_customer(change: Difference) -> Said | None:
    """
    The customer has a duty more, or one less.

    What it compares:
        The duties of the customer by id.

    Why:
        A duty that the customer does not fulfil may stop the clock or excuse a miss.

    Before:

        duties: {customer: [{id: answers, text: answer questions}]}

    After:

        duties: {customer: [{id: answers, text: answer questions},
                    {id: access, text: give access to the site}]}

    Direction:
        loosened
    """
    return entry("a duty of the customer", change, added="loosened")
