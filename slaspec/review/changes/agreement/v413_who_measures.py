"""Rule V413."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V413",
    name="who-measures",
    owns=("PartiesTo.measured_by",),
    material=True,
)
def who_measures(change: Difference) -> Said | None:
    """
    Another party measures.

    What it compares:
        The party whose measurement is the basis of statements.

    Why:
        Two parties that measure the same service find two figures.

    Before:

        parties: {provider: nordit, customer: acme, measured_by: nordit}

    After:

        parties: {provider: nordit, customer: acme, measured_by: acme}

    Direction:
        neutral
    """
    return judged("the party that measures", change)
