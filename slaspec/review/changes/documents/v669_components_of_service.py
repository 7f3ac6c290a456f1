"""Rule V669."""

from __future__ import annotations

from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V669",
    name="components-of-service",
    owns=("Service.components",),
    material=True,
)
def components_of_service(change: Difference) -> Said | None:
    """
    A service consists of other components.

    What it compares:
        The components as a set.

    Why:
        What takes the service down is another set of outages: figures of before and after do not
        compare.

    Before:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk, components: [wan]}]

    After:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk, components: [wan, lan]}]

    Direction:
        neutral
    """
    base, head = (each or () for each in (change.base, change.head))
    gone, new = (sorted({*one} - {*other}) for one, other in ((base, head), (head, base)))
    if not gone and not new:
        return None
    return Said("neutral", f"what the service consists of: {moved(gone, new)}", meaning=True)
