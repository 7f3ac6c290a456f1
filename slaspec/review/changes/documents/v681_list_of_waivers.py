"""Rule V681."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V681",
    name="list-of-waivers",
    owns=(
        "Waivers",
        "Waivers.id",
        "Waivers.kind",
        "Waivers.apiVersion",
        "Waivers.title",
        "Waivers.description",
    ),
    material=False,
)
def list_of_waivers(change: Difference) -> Said | None:
    """
    A list of waivers is new, is gone, or has other words.

    What it compares:
        Documents of kind Waivers. Their waivers are told by V682 and V683.

    Why:
        A waiver that is taken out lets its finding fail again.

    Before:

        kind: Waivers
        title: Accepted findings

    After:

        kind: Waivers
        title: Findings accepted in 2026

    Direction:
        neutral
    """
    if change.key != "Waivers":
        return judged(f"the {change.key} of the list of waivers", change)
    return document_told("a list of waivers", change)
