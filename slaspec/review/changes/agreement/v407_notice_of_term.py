"""Rule V407."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V407",
    name="notice-of-term",
    owns=("Effective.notice",),
    material=True,
)
def notice_of_term(change: Difference) -> Said | None:
    """
    The term is ended with another notice.

    What it compares:
        `notice` of the term. It binds both sides.

    Why:
        Who misses the day of notice is bound for another term.

    Before:

        effective: {from: 2026-01-01, through: 2027-12-31, notice: 3 months}

    After:

        effective: {from: 2026-01-01, through: 2027-12-31, notice: 6 months}

    Direction:
        neutral
    """
    return judged("the notice for the end of the term", change)
