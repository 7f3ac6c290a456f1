"""Rule V652."""

from __future__ import annotations

from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V652",
    name="amended-places",
    owns=("Amendment.changes", "Change.*"),
    material=False,
)
def amended_places(change: Difference) -> Said | None:
    """
    An amendment changes other places, or says otherwise what it changes.

    What it compares:
        The list of changes as it is written. What comes of it is told in the agreement.

    Why:
        An amendment that was signed is not edited; a draft may be.

    Before:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4h}]

    After:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 3h}]

    Direction:
        neutral
    """
    return entry("what is amended", change)
