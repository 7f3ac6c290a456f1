"""Rule V333."""

from __future__ import annotations

from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import order
from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V333",
    name="service-scope",
    owns=("ServiceLine.includes", "ServiceLine.excludes"),
    material=True,
)
def service_scope(change: Difference) -> Said | None:
    """
    Other things are part of a service, or are no part of it.

    What it compares:
        `includes` and `excludes` as sets: the order of words is no change.

    Why:
        What is excluded is promised to nobody, whatever the targets say.

    Before:

        services:
          - {service: service-desk, excludes: [training]}

    After:

        services:
          - {service: service-desk, excludes: [training, printers]}

    Direction:
        loosened
    """
    base, head = (each or () for each in (change.base, change.head))
    found = order(base, head)
    if found == 0:
        return None
    part = change.key == "includes"
    direction = directed(found, "tightened" if part else "loosened")
    gone, new = (
        [each for each in one if each not in other] for one, other in ((base, head), (head, base))
    )
    what = "what is part of the service" if part else "what is no part of the service"
    return Said(direction, f"{what}: {moved(gone, new)}")
