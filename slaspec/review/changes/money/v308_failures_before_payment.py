"""Rule V308."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V308",
    name="failures-before-payment",
    owns=("Trigger.from_failure", "Trigger.in"),
    material=True,
)
def failures_before_payment(change: Difference) -> Said | None:
    """
    The failure from which on a remedy is paid is another one, or failures are counted in another
    period.

    What it compares:
        `from_failure`, which is the first where it is not said, and `in`, the period. In a longer
        period more failures come together.

    Why:
        The failures before it are never paid, also not later.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             trigger: {from_failure: 2, in: rolling 12 months}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             trigger: {from_failure: 4, in: rolling 12 months}}

    Direction:
        loosened
    """
    if change.key == "in":
        said = judged("the period in which failures are counted", change, more="tightened")
    else:
        what = "the first failure that is paid"
        said = judged(what, change, more="loosened", default=1)
    return as_paid(said, change)
