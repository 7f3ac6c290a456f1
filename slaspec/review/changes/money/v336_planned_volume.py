"""Rule V336."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "expect": "the expected volume",
    "at_least": "the least volume",
    "growth": "the planned growth of the volume",
}


@change_rule(
    id="V336",
    name="planned-volume",
    owns=("Volume.expect", "Volume.at_least", "Volume.growth"),
    material=False,
)
def planned_volume(change: Difference) -> Said | None:
    """
    Another volume is planned for.

    What it compares:
        What is expected, the floor, and the growth. No record is judged otherwise; proofs about
        shares over several windows stand on the floor, and are made anew.

    Why:
        Staff and stock are planned by it.

    Before:

        services:
          - {service: service-desk, volume: {expect: 400, per: month}}

    After:

        services:
          - {service: service-desk, volume: {expect: 500, per: month}}

    Direction:
        neutral
    """
    return judged(_WORDS[change.key], change)
