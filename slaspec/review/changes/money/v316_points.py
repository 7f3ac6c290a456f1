"""Rule V316."""

from __future__ import annotations

from slaspec.language.model.remedy import Points
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, order
from slaspec.review.changes.rates import ladder_order
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V316",
    name="points",
    owns=("Remedy.points", "Points.*", "Conversion.*"),
    material=True,
)
def points(change: Difference) -> Said | None:
    """
    Points are added up in another pool, or are worth another amount.

    What it compares:
        The pool, and what a sum of points is worth: for each point, or by a ladder at every sum.

    Why:
        Points cost nothing until they are converted.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 2 points},
             points: {pool: desk, convert: {per_point: 100.00 EUR}}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 2 points},
             points: {pool: desk, convert: {per_point: 150.00 EUR}}}

    Direction:
        tightened
    """
    return judged("the worth of points", change, more="tightened", by=_order)


def _order(base: Points, head: Points) -> Order:
    one, other = base.convert, head.convert
    if base.pool != head.pool:
        return None
    if one.per_point is not None and other.per_point is not None:
        return order(one.per_point, other.per_point)
    return ladder_order(one.ladder, other.ladder) if one.ladder and other.ladder else None
