"""Rule V653."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V653",
    name="amendment-date",
    owns=("Amendment.effective", "AmendmentEffective.from"),
    material=False,
)
def amendment_date(change: Difference) -> Said | None:
    """
    An amendment takes effect on another day.

    What it compares:
        Its first day. What holds on which day is told in the agreement.

    Why:
        Between the two days another text is in force than before.

    Before:

        kind: Amendment
        effective: {from: 2026-07-01}

    After:

        kind: Amendment
        effective: {from: 2026-08-01}

    Direction:
        neutral
    """
    return judged("the day on which the amendment takes effect", change)
