"""Rule V331."""

from __future__ import annotations

from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.judging import entry, is_empty
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V331",
    name="service",
    owns=("Sections.services", "ServiceLine.service"),
    material=True,
)
def service(change: Difference) -> Said | None:
    """
    A service is delivered that was not, or is no longer delivered.

    What it compares:
        The services of an agreement, by their ids in the catalogue.

    Why:
        What is not part of the agreement is promised to nobody.

    Before:

        services: [{service: service-desk}]

    After:

        services: [{service: service-desk}, {service: network}]

    Direction:
        tightened
    """
    if is_empty(change):
        return None
    if change.sort == "renamed" or change.key == "service":
        return entry("the service", change, by="service")
    line = change.head or change.base
    return Said(there_is_tighter(change), f"a service is {change.sort}: {line.service}")
