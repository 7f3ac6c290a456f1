"""Rule V661."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V661",
    name="list-of-parties",
    owns=(
        "Parties",
        "Parties.id",
        "Parties.kind",
        "Parties.apiVersion",
        "Parties.title",
        "Parties.description",
    ),
    material=False,
)
def list_of_parties(change: Difference) -> Said | None:
    """
    A list of organisations and people is new, is gone, or has other words.

    What it compares:
        Documents of kind Parties. Who is added or removed is told by V662 and V664.

    Why:
        Agreements name organisations and people by their ids.

    Before:

        kind: Parties
        title: Organisations and people

    After:

        kind: Parties
        title: Customers and suppliers

    Direction:
        neutral
    """
    if change.key != "Parties":
        return judged(f"the {change.key} of the list of parties", change)
    return document_told("a list of parties", change)
