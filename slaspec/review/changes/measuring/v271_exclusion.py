"""Rule V271."""

from __future__ import annotations

from slaspec.review.changes.directions import there_is_looser
from slaspec.review.changes.judging import is_empty
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V271",
    name="exclusion",
    owns=("Sections.exclusions", "Exclusion.id"),
    material=True,
)
def exclusion(change: Difference) -> Said | None:
    """
    An exclusion was added, removed or renamed.

    What it compares:
        Exclusions by their ids. One that says the same under another id is renamed.

    Why:
        An exclusion is an excuse for the provider: what it names does not count.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance}
          - {id: force-majeure, cause: force_majeure}

    Direction:
        loosened
    """
    if is_empty(change):
        return None
    if change.sort == "renamed":
        ids = change.base.id, change.head.id
        return Said("neutral", f"the exclusion is named {ids[1]} instead of {ids[0]}", *ids, False)
    there = change.head or change.base
    cause = plain(there.cause)
    return Said(there_is_looser(change), f"an exclusion was {change.sort}: {there.id} ({cause})")
