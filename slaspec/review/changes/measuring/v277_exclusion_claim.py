"""Rule V277."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V277",
    name="exclusion-claim",
    owns=("Exclusion.claim_within",),
    material=True,
)
def exclusion_claim(change: Difference) -> Said | None:
    """
    The provider may claim an exclusion for a longer, or a shorter, time.

    What it compares:
        `claim_within` of an exclusion; without it nothing need be claimed.

    Why:
        What is claimed too late is not excused.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, claim_within: 10 working days}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, claim_within: 20 working days}

    Direction:
        loosened
    """
    what = "the time to claim the exclusion"
    return judged(what, change, more="loosened", added="tightened")
