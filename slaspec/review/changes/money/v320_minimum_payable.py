"""Rule V320."""

from __future__ import annotations

from slaspec.language.model.remedy import MinimumPayable
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, order, ranked, together
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V320",
    name="minimum-payable",
    owns=("Remedy.minimum_payable", "MinimumPayable.*"),
    material=True,
)
def minimum_payable(change: Difference) -> Said | None:
    """
    Small amounts are paid that were not, or are no longer paid.

    What it compares:
        The amount that must be exceeded, and whether the total of the statement is compared or each
        line: the total is no smaller than a line.

    Why:
        Up to it a miss costs nothing.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             minimum_payable: {more_than: 50.00 EUR, of: line}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             minimum_payable: {more_than: 100.00 EUR, of: line}}

    Direction:
        loosened
    """
    what = "the amount that must be exceeded"
    return as_paid(judged(what, change, more="loosened", added="loosened", by=_order), change)


def _order(base: MinimumPayable, head: MinimumPayable) -> Order:
    of = ranked(("statement", "line"), base.of, head.of)
    return together((order(base.more_than, head.more_than), of))
