"""Rule V433."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V433",
    name="support-contact",
    owns=("SupportChannel.contact", "Sections.contact_point"),
    material=False,
)
def support_contact(change: Difference) -> Said | None:
    """
    The provider is reached at another number, address or place.

    What it compares:
        The contact of a channel, and the one point of contact.

    Why:
        Whoever calls the old number reaches nobody.

    Before:

        contact_point: service desk of Nordit

    After:

        contact_point: service desk of Nordit, Oslo

    Direction:
        neutral
    """
    return judged("the contact" if change.key == "contact" else "the point of contact", change)
