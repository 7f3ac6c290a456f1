"""Rule V471."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_SELDOM_TO_OFTEN = ("year", "quarter", "month", "week")


@change_rule(
    id="V471",
    name="reports",
    owns=("Sections.reporting", "Reporting.every", "Reporting.due"),
    material=True,
)
def reports(change: Difference) -> Said | None:
    """
    Reports come more or less often, sooner or later.

    What it compares:
        How often, and how long after the period a report is due.

    Why:
        Where `late_report` says so a late report is a miss.

    Before:

        reporting: {every: month, due: 5 working days, to: [acme]}

    After:

        reporting: {every: quarter, due: 5 working days, to: [acme]}

    Direction:
        loosened
    """
    if change.key == "reporting":
        return judged("the reporting", change, added="tightened")
    if change.key == "due":
        return judged("the time for a report", change, more="loosened", added="tightened")
    return judged("how often is reported", change, more="tightened", scale=_SELDOM_TO_OFTEN)
