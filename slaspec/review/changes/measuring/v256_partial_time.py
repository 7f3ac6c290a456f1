"""Rule V256."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"active": "the part in the term counts", "window": "the part outside counts as up"}


@change_rule(
    id="V256",
    name="partial-time",
    owns=("PartialWindow.counted",),
    material=True,
)
def partial_time(change: Difference) -> Said | None:
    """
    Other time of a partial window counts.

    What it compares:
        `counted` of `partial_window`: with `window` the part outside the term counts as up.

    Why:
        An outage of an hour in three days of service is more than one in a whole month.

    Before:

        interpretation: {partial_window: {charge: full, counted: active}}

    After:

        interpretation: {partial_window: {charge: full, counted: window}}

    Direction:
        loosened
    """
    said = judged("", change, scale=("window", "active"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    return said and said._replace(sentence=now("of a partial window", before, after))
