"""Rule V323."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V323",
    name="proration",
    owns=("MoneyAnswers.prorate", "FixedMonth.*"),
    material=True,
)
def proration(change: Difference) -> Said | None:
    """
    Days and hours of service become money in another way.

    What it compares:
        Whether a month has its dates, thirty days, or so many hours. The fewer hours a fixed month
        has, the dearer is each.

    Why:
        Three days of service are a tenth of April, and a little less of May.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 3 service days}, prorate: {month: 720h}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 3 service days}, prorate: {month: 672h}}

    Direction:
        tightened
    """
    return as_paid(judged("the length of a month in money", change, more="loosened"), change)
