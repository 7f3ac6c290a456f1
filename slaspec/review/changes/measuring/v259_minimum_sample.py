"""Rule V259."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V259",
    name="minimum-sample",
    owns=("MeasureAnswers.minimum_sample",),
    material=True,
)
def minimum_sample(change: Difference) -> Said | None:
    """
    A value is judged from another number of records on.

    What it compares:
        `minimum_sample`; where nothing is said, one record is enough.

    Why:
        A window with fewer records cannot be missed.

    Before:

        interpretation: {minimum_sample: 10}

    After:

        interpretation: {minimum_sample: 30}

    Direction:
        loosened
    """
    return judged("the least number of records", change, more="loosened", default=1)
