"""Rule V318."""

from __future__ import annotations

from slaspec.review.changes.bases import base_order
from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V318",
    name="cap-amount",
    owns=("Cap.at_most", "Cap.of"),
    material=True,
)
def cap_amount(change: Difference) -> Said | None:
    """
    A cap lies at another amount, or its percentage is one of another base.

    What it compares:
        `at_most`, and `of` as a base (V314).

    Why:
        Above the cap service may become worse and nothing more is paid.

    Before:

        caps:
          - {id: year, per: contract_year, at_most: 10%, of: {service: network}, excess: lost}

    After:

        caps:
          - {id: year, per: contract_year, at_most: 15%, of: {service: network}, excess: lost}

    Direction:
        tightened
    """
    if change.key == "at_most":
        return as_paid(judged("the cap", change, more="tightened"), change)
    what = "what the cap is a percentage of"
    return as_paid(judged(what, change, more="tightened", by=base_order), change)
