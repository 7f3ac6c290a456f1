"""Rule V455."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V455",
    name="forum-and-law",
    owns=("Disputes.forum", "Disputes.law"),
    material=True,
)
def forum_and_law(change: Difference) -> Said | None:
    """
    Another court decides in the end, or another law governs.

    What it compares:
        `forum` and `law`.

    Why:
        A clause on penalties may hold in one law and not in another.

    Before:

        disputes: {steps: [{body: service managers, within: 10 working days}], forum: Oslo,
                   law: Norway}

    After:

        disputes: {steps: [{body: service managers, within: 10 working days}], forum: Oslo,
                   law: Denmark}

    Direction:
        neutral
    """
    return judged("the forum" if change.key == "forum" else "the governing law", change)
