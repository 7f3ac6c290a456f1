"""Rule V343."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V343",
    name="objection",
    owns=("StatementTerms.object_within", "StatementTerms.silence"),
    material=True,
)
def objection(change: Difference) -> Said | None:
    """
    The customer has another time to object to a statement, or silence means something else.

    What it compares:
        `object_within` and `silence`.

    Why:
        A statement that counts as agreed is final.

    Before:

        statement: {due: 10 working days, object_within: 10 working days}

    After:

        statement: {due: 10 working days, object_within: 20 working days}

    Direction:
        tightened
    """
    if change.key == "silence":
        scale = ("agreed", "disputed")
        return judged("what silence means", change, more="tightened", scale=scale)
    return judged("the time to object", change, more="tightened", added="loosened")
