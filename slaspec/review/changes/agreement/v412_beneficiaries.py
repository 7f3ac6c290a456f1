"""Rule V412."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V412",
    name="beneficiaries",
    owns=("PartiesTo.beneficiaries",),
    material=True,
)
def beneficiaries(change: Difference) -> Said | None:
    """
    Others than the customer may use the service and are counted in its figures.

    What it compares:
        `beneficiaries` as a set; no list and an empty one are alike.

    Why:
        Their records are judged with those of the customer.

    Before:

        parties: {provider: nordit, customer: acme, beneficiaries: []}

    After:

        parties: {provider: nordit, customer: acme, beneficiaries: [acme-dealers]}

    Direction:
        tightened
    """
    return judged("the list of beneficiaries", change, more="tightened", default=())
