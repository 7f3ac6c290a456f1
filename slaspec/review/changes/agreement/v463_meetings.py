"""Rule V463."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "governance": "the governance",
    "every": "the time between two meetings",
    "with": "the list of those who meet",
}


@change_rule(
    id="V463",
    name="meetings",
    owns=("Sections.governance", "Governance.meetings", "Meeting.every", "Meeting.with"),
    material=False,
)
def meetings(change: Difference) -> Said | None:
    """
    There is another regular meeting, or one takes place more or less often.

    What it compares:
        How often, and who takes part.

    Why:
        A meeting that is no longer held is where a dispute begins.

    Before:

        governance: {meetings: [{every: month, with: [acme, nordit]}]}

    After:

        governance: {meetings: [{every: quarter, with: [acme, nordit]}]}

    Direction:
        neutral
    """
    if change.key == "meetings":
        return entry("a regular meeting", change)
    return judged(_WORDS[change.key], change)
