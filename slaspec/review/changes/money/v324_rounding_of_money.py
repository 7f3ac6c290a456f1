"""Rule V324."""

from __future__ import annotations

from slaspec.language.model.interpretation import Rounding
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, ranked
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_DOWN_TO_UP = ("down", "half_even", "half_up", "up")


@change_rule(
    id="V324",
    name="rounding-of-money",
    owns=("MoneyAnswers.rounding", "Rounding.*"),
    material=True,
)
def rounding_of_money(change: Difference) -> Said | None:
    """
    Amounts are rounded in another way, or in another place.

    What it compares:
        The mode: away from zero is no less than half up, that no less than half to even, and that
        no less than down. Rounding each line or the total once: nobody can tell.

    Why:
        A cent in every line is a sum at the end of the year, and auditors ask for the rule.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             rounding: {mode: half_up, at: line}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             rounding: {mode: down, at: line}}

    Direction:
        loosened
    """
    what = "the rounding of amounts"
    return as_paid(judged(what, change, more="tightened", by=_order), change)


def _order(base: Rounding, head: Rounding) -> Order:
    return ranked(_DOWN_TO_UP, base.mode, head.mode) if base.at_ == head.at_ else None
