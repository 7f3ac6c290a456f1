"""Rule V667."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V667",
    name="service-of-catalogue",
    owns=("ServiceCatalogue.services", "Service.id", "Service.title", "Service.description"),
    material=False,
)
def service_of_catalogue(change: Difference) -> Said | None:
    """
    The catalogue has a service more or less, or another title for one.

    What it compares:
        The services by id. Nothing is promised of a service before an agreement names it.

    Why:
        What is not in the catalogue cannot be agreed upon.

    Before:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk}]

    After:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk}, {id: print, title: Printing}]

    Direction:
        neutral
    """
    if change.key == "services":
        return entry("a service of the catalogue", change)
    return judged(f"the {change.key} of the service", change)
