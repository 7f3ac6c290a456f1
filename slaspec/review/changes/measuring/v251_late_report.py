"""Rule V251."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V251",
    name="late-report",
    owns=("MeasureAnswers.late_report",),
    material=True,
)
def late_report(change: Difference) -> Said | None:
    """
    A report that comes late does something else to its windows.

    What it compares:
        `late_report`; where nothing is said, it does nothing.

    Why:
        With `missed` a provider pays for a report that is late, whatever it says.

    Before:

        interpretation: {late_report: none}

    After:

        interpretation: {late_report: missed}

    Direction:
        tightened
    """
    said = judged("", change, scale=("none", "missed"), more="tightened", default="none")
    ending = "missed" if change.head == "missed" else "judged like any other"
    return said and said._replace(sentence=f"windows whose report is late are {ending} now")
