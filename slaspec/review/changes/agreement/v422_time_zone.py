"""Rule V422."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V422",
    name="time-zone",
    owns=("Sections.timezone",),
    material=True,
)
def time_zone(change: Difference) -> Said | None:
    """
    Windows and days begin at other instants.

    What it compares:
        The time zone of the agreement.

    Why:
        A month in another zone is another month: records at its ends belong to another window.

    Before:

        timezone: Europe/Oslo

    After:

        timezone: Europe/Helsinki

    Direction:
        neutral
    """
    return judged("the time zone", change, meaning=True)
