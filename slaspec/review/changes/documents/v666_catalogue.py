"""Rule V666."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V666",
    name="catalogue",
    owns=(
        "ServiceCatalogue",
        "ServiceCatalogue.id",
        "ServiceCatalogue.kind",
        "ServiceCatalogue.apiVersion",
        "ServiceCatalogue.title",
        "ServiceCatalogue.description",
    ),
    material=False,
)
def catalogue(change: Difference) -> Said | None:
    """
    A service catalogue is new, is gone, or has other words.

    What it compares:
        Documents of kind ServiceCatalogue. What services change is told by V667 to V671.

    Why:
        Agreements name services by their ids in a catalogue.

    Before:

        kind: ServiceCatalogue
        title: Services of Nordit

    After:

        kind: ServiceCatalogue
        title: Services for customers

    Direction:
        neutral
    """
    if change.key != "ServiceCatalogue":
        return judged(f"the {change.key} of the catalogue", change)
    return document_told("a service catalogue", change)
