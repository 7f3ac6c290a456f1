"""Rule V476."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V476",
    name="purpose",
    owns=("Sections.purpose", "Purpose.value", "Purpose.targets"),
    material=False,
)
def purpose(change: Difference) -> Said | None:
    """
    The customer gains something else, or other targets serve it.

    What it compares:
        The values for the customer, and the targets that serve each.

    Why:
        A target that serves nothing is one that nobody needs.

    Before:

        purpose: [{value: dealers can sell, targets: [resolution]}]

    After:

        purpose: [{value: dealers can sell, targets: [resolution, availability]}]

    Direction:
        neutral
    """
    if change.key == "purpose":
        return entry("a purpose", change, by="value", name="value")
    if change.key == "value":
        return judged("the value for the customer", change)
    return judged("the list of targets that serve a purpose", change)
