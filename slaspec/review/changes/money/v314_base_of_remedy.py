"""Rule V314."""

from __future__ import annotations

from slaspec.review.changes.bases import base_order
from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V314",
    name="base-of-remedy",
    owns=("Remedy.base", "Base.*"),
    material=True,
)
def base_of_remedy(change: Difference) -> Said | None:
    """
    A percentage is one of another amount.

    What it compares:
        The base as one. More windows, a larger part at risk, all services in place of one, or a
        further base to be the greatest of are more; what is left out makes it less. Otherwise it
        depends on the charges.

    Why:
        Five per cent of one service and of the whole invoice are different credits.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {all_charges: contracted}}

    Direction:
        tightened
    """
    what = "the base of the percentage"
    return as_paid(judged(what, change, more="tightened", by=base_order), change)
