"""Rule V472."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V472",
    name="content-of-reports",
    owns=("Reporting.shows", "Reporting.to"),
    material=True,
)
def content_of_reports(change: Difference) -> Said | None:
    """
    Reports show something else, or go to somebody else.

    What it compares:
        What is shown, as a set, and who receives it.

    Why:
        What is not reported is not seen.

    Before:

        reporting: {every: month, to: [acme], shows: [verdicts]}

    After:

        reporting: {every: month, to: [acme], shows: [verdicts, credits]}

    Direction:
        tightened
    """
    if change.key == "to":
        return judged("the list of those who receive the report", change, material=False)
    return judged("the content of the report", change, more="tightened", default=())
