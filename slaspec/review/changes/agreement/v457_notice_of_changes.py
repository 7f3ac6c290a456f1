"""Rule V457."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V457",
    name="notice-of-changes",
    owns=("Changes.notice",),
    material=True,
)
def notice_of_changes(change: Difference) -> Said | None:
    """
    A change of the agreement is announced with another notice.

    What it compares:
        `notice` of changes.

    Why:
        It is the time to prepare for a change, or to end the agreement before it.

    Before:

        changes: {consent: mutual, notice: 30 days}

    After:

        changes: {consent: mutual, notice: 60 days}

    Direction:
        tightened
    """
    return judged("the notice of changes", change, more="tightened", added="tightened")
