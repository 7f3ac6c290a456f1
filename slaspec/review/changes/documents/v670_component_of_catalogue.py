"""Rule V670."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V670",
    name="component-of-catalogue",
    owns=(
        "ServiceCatalogue.components",
        "Component.id",
        "Component.title",
        "Component.description",
    ),
    material=False,
)
def component_of_catalogue(change: Difference) -> Said | None:
    """
    The catalogue has a component more or less, or another title for one.

    What it compares:
        The components by id. Of which a service consists is told by V669.

    Why:
        Outages name components.

    Before:

        kind: ServiceCatalogue
        components: [{id: wan, title: Wide area network}]

    After:

        kind: ServiceCatalogue
        components: [{id: wan, title: Network of carriers}]

    Direction:
        neutral
    """
    if change.key == "components":
        return entry("a component of the catalogue", change)
    return judged(f"the {change.key} of the component", change)
