"""Rule V111."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(id="V111", name="target-service", owns=("Target.service",), material=True)
def target_service(change: Difference) -> Said | None:
    """
    The target is about another service.

    What it compares:
        `service` of a target. A service of the catalogue that was renamed is the same service.

    Why:
        The records of another service are judged, so that figures of before and after are not of
        the same thing.

    Before:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    After:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Direction:
        neutral
    """
    sentence = f"the target is about the service {change.head} instead of {change.base}"
    return Said("neutral", sentence, meaning=True)
