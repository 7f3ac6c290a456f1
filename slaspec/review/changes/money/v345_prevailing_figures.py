"""Rule V345."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V345",
    name="prevailing-figures",
    owns=("StatementTerms.prevails", "StatementTerms.cross_check"),
    material=True,
)
def prevailing_figures(change: Difference) -> Said | None:
    """
    The figures of another source prevail.

    What it compares:
        `prevails`, the source that decides where sources differ, and `cross_check`, which decides
        nothing.

    Why:
        Whose figures count is what is measured: before and after do not compare.

    Before:

        statement: {due: 10 working days, prevails: noc-outages}

    After:

        statement: {due: 10 working days, prevails: itsm-export}

    Direction:
        neutral
    """
    if change.key == "cross_check":
        return judged("the source to compare with", change, material=False)
    return judged("the source whose figures prevail", change, meaning=True)
