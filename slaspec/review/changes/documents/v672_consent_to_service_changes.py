"""Rule V672."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V672",
    name="consent-to-service-changes",
    owns=("ServiceCatalogue.changes", "Service.changes"),
    material=True,
)
def consent_to_service_changes(change: Difference) -> Said | None:
    """
    Services may be changed by the provider alone, or no longer.

    What it compares:
        `changes` of the catalogue, and of a service in its place.

    Why:
        A service that the provider may change alone, if it becomes no worse, is what it was on the
        whole only.

    Before:

        kind: ServiceCatalogue
        changes: by_consent

    After:

        kind: ServiceCatalogue
        changes: provider_if_not_worse

    Direction:
        loosened
    """
    scale = ("provider_if_not_worse", "by_consent")
    return judged("how services are changed", change, more="tightened", scale=scale)
