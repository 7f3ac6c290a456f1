"""Rule V405."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V405",
    name="begin-of-term",
    owns=("Agreement.effective", "Effective.from"),
    material=True,
)
def begin_of_term(change: Difference) -> Said | None:
    """
    The term begins on another day.

    What it compares:
        The first day of the agreement.

    Why:
        Nothing is promised before it.

    Before:

        effective: {from: 2026-01-01, through: 2027-12-31}

    After:

        effective: {from: 2025-10-01, through: 2027-12-31}

    Direction:
        tightened
    """
    return judged("the first day of the term", change, more="loosened")
