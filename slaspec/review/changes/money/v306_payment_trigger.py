"""Rule V306."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V306",
    name="payment-trigger",
    owns=("Remedy.trigger",),
    material=True,
)
def payment_trigger(change: Difference) -> Said | None:
    """
    A remedy has conditions before anything is paid, or no longer has any.

    What it compares:
        Whether a remedy has a `trigger` at all; what changes within it is told by V307 and V308.

    Why:
        A miss that does not fire the trigger pays nothing.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%}, trigger: {grace: 1h}}

    Direction:
        loosened
    """
    return as_paid(judged("the condition for payment", change, added="loosened"), change)
