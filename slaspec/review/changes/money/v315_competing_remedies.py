"""Rule V315."""

from __future__ import annotations

from slaspec.language.model.remedy import Combine
from slaspec.review.changes.directions import there_is_looser
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, sign
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V315",
    name="competing-remedies",
    owns=("Remedy.combine", "Combine.*"),
    material=True,
)
def competing_remedies(change: Difference) -> Said | None:
    """
    Remedies for one event are added up, or only one of them is paid, otherwise than before.

    What it compares:
        The group, for what its remedies compete, and what is taken. The sum is no less than the
        highest or the one that is chosen.

    Why:
        An outage that misses three targets is paid three times or once.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             combine: {group: desk, per: window, take: sum}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             combine: {group: desk, per: window, take: highest}}

    Direction:
        loosened
    """
    said = judged("what competing remedies pay", change, more="tightened", by=_order)
    if said is None or (change.base is not None and change.head is not None):
        return as_paid(said, change)
    alone: Combine = change.base or change.head
    if alone.take == "sum":
        return None
    return as_paid(said._replace(direction=there_is_looser(change)), change)


def _order(base: Combine, head: Combine) -> Order:
    """All of them are no less than one; the highest and the chosen one are not compared."""
    if (base.group, base.per) != (head.group, head.per):
        return None
    return sign(base.take == "sum", head.take == "sum") or None
