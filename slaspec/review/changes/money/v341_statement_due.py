"""Rule V341."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V341",
    name="statement-due",
    owns=("Sections.statement", "StatementTerms.due"),
    material=True,
)
def statement_due(change: Difference) -> Said | None:
    """
    The statement of a window is due at another time.

    What it compares:
        Whether there are terms for statements, and `due`.

    Why:
        Nothing is credited before the statement is there.

    Before:

        statement: {due: 10 working days}

    After:

        statement: {due: 5 working days}

    Direction:
        tightened
    """
    if change.key == "statement":
        return judged("the clause on statements", change)
    return judged("the time for the statement", change, more="loosened", added="tightened")
