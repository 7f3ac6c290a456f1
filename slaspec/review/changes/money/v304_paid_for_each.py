"""Rule V304."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V304",
    name="paid-for-each",
    owns=("Remedy.for_each",),
    material=True,
)
def paid_for_each(change: Difference) -> Said | None:
    """
    What is paid for is another event: each window, each record, each outage or each incident.

    What it compares:
        `for_each` of a remedy.

    Why:
        The same rate is paid once in a month, or for every late record in it. Which of the two is
        more depends on the month.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 50.00 EUR}}

    After:

        remedies:
          - {id: desk-credit, for_each: record, rate: {flat: 50.00 EUR}}

    Direction:
        neutral
    """
    return judged("what is paid for", change)
