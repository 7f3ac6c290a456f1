"""Rule V352."""

from __future__ import annotations

from slaspec.language.model.governance import Liability
from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V352",
    name="exceptions-from-liability",
    owns=("Liability.except",),
    material=True,
)
def exceptions_from_liability(change: Difference) -> Said | None:
    """
    Other cases are excepted from credits being the sole remedy.

    What it compares:
        `except` as a set.

    Why:
        In these cases the customer keeps every right.

    Before:

        liability: {credits: sole_remedy, except: [termination]}

    After:

        liability: {credits: sole_remedy, except: [termination, data_protection]}

    Direction:
        tightened
    """
    liabilities = [each for each in (change.base_of(Liability), change.head_of(Liability)) if each]
    sole = any(each.credits == "sole_remedy" for each in liabilities)
    more: Direction = "tightened" if sole else "neutral"
    return judged("the list of exceptions from liability", change, more=more, default=())
