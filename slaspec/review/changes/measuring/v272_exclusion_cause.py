"""Rule V272."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V272",
    name="exclusion-cause",
    owns=("Exclusion.cause",),
    material=True,
)
def exclusion_cause(change: Difference) -> Said | None:
    """
    An exclusion has another cause.

    What it compares:
        `cause` of an exclusion.

    Why:
        Other events are excused. Planned maintenance in agreed hours is excused by itself; force
        majeure and what others cause must be granted each time.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance}

    After:

        exclusions:
          - {id: planned-maintenance, cause: third_party}

    Direction:
        neutral
    """
    return Said("neutral", instead("the cause that is excused", change))
