"""Rule V668."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V668",
    name="what-a-service-is",
    owns=("Service.specification", "Service.limits"),
    material=True,
)
def what_a_service_is(change: Difference) -> Said | None:
    """
    A service delivers something else, or ends elsewhere.

    What it compares:
        The specification and the limits in words. Words have no order: nobody can tell which is
        more.

    Why:
        Whether a service works is told by its specification.

    Before:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk, limits: no training}]

    After:

        kind: ServiceCatalogue
        services: [{id: service-desk, title: Service desk, limits: no training and no visits}]

    Direction:
        neutral
    """
    what = {"specification": "what the service delivers", "limits": "where the service ends"}
    return judged(what[change.key], change)
