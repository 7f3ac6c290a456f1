"""Rule V325."""

from __future__ import annotations

from slaspec.language.model.interpretation import Claim
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, order, sign, together
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V325",
    name="claim",
    owns=("MoneyAnswers.claim", "Claim.*"),
    material=True,
)
def claim(change: Difference) -> Said | None:
    """
    A remedy must be claimed that came by itself, or within another time.

    What it compares:
        Automatic is more than a claim without a closing date, and that is more than one with such a
        date, the longer the more. Whether what has lapsed uses up caps counts too; from another
        event on nobody can tell.

    Why:
        What is not claimed in time has lapsed.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             claim: {within: 30 days, from: window_end}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             claim: {within: 60 days, from: window_end}}

    Direction:
        tightened
    """
    what = "how a remedy is claimed"
    return as_paid(judged(what, change, more="tightened", by=_order), change)


def _order(base: Claim, head: Claim) -> Order:
    ease = sign(_ease(base), _ease(head))
    if ease or base.within is None or head.within is None:
        return ease
    since = 0 if base.from_ == head.from_ else None
    uses_cap = sign(bool(head.lapsed_uses_cap), bool(base.lapsed_uses_cap))
    return together((order(base.within, head.within), uses_cap, since))


def _ease(claim: Claim) -> int:
    """From a claim in time, over one at any time, to none at all."""
    if claim.within is not None:
        return 0
    return 2 if claim.automatic else 1
