"""Rule V275."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V275",
    name="exclusion-notice",
    owns=("Exclusion.notice",),
    material=True,
)
def exclusion_notice(change: Difference) -> Said | None:
    """
    An exclusion must be announced earlier, or later.

    What it compares:
        `notice` of an exclusion; without one it need not be announced.

    Why:
        What is announced too late is not excused.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, notice: 5 working days}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, notice: 10 working days}

    Direction:
        tightened
    """
    return judged("the notice of the exclusion", change, more="tightened", added="tightened")
