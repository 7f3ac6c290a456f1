"""Rule V248."""

from __future__ import annotations

from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import other
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V248",
    name="records-left-out",
    owns=("MeasureAnswers.leave_out",),
    material=True,
)
def records_left_out(change: Difference) -> Said | None:
    """
    Records of other last states are left out.

    What it compares:
        `leave_out` as a set, where the metric asks for it.

    Why:
        Cancelled records and duplicates may be late ones, and they may be many quick ones that
        raise the share: nobody can tell which way it goes.

    Before:

        interpretation: {leave_out: [duplicate]}

    After:

        interpretation: {leave_out: [cancelled, duplicate]}

    Direction:
        neutral
    """
    if not is_asked(change):
        return None
    said = judged("", change)
    return said and said._replace(sentence=other("other records are left out", change))
