"""Rule V321."""

from __future__ import annotations

from slaspec.language.model.remedy import EarnBack
from slaspec.review.alike import alike
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, order, reverse, together
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V321",
    name="earn-back",
    owns=("Remedy.earn_back", "EarnBack.*", "EarnBackWhen.*"),
    material=True,
)
def earn_back(change: Difference) -> Said | None:
    """
    Good service returns another part of the credits to the provider, or under another condition.

    What it compares:
        The share that is returned, and the mean that must be reached: a higher share of up time or
        of good records is harder to reach. Over another span nobody can tell.

    Why:
        What is earned back reduces what earlier misses cost.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             earn_back: {when: {mean: 95%, over: rolling 3 months}, returns: 50%}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             earn_back: {when: {mean: 95%, over: rolling 3 months}, returns: 80%}}

    Direction:
        loosened
    """
    what = "what good service earns back"
    return as_paid(judged(what, change, more="loosened", added="loosened", by=_order), change)


def _order(base: EarnBack, head: EarnBack) -> Order:
    """How much is returned; of figures that are no shares nobody knows which is harder to reach."""
    mean = order(base.when.mean, head.when.mean)
    if mean != 0 and head.when.mean.unit != "%":
        return None
    if not alike(base.when.over, head.when.over):
        return None
    return together((order(base.returns, head.returns), reverse(mean)))
