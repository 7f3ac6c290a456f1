"""Rule V431."""

from __future__ import annotations

from slaspec.review.changes.judging import entry
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V431",
    name="support-channel",
    owns=("Sections.support", "SupportChannel.channel"),
    material=True,
)
def support_channel(change: Difference) -> Said | None:
    """
    The provider can be reached in a way more, or in one less.

    What it compares:
        The support channels by their kinds.

    Why:
        A way that is closed is one less for every user.

    Before:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: 24x7}]

    After:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: 24x7},
                  {channel: portal, contact: desk.example, hours: 24x7}]

    Direction:
        tightened
    """
    return entry("a support channel", change, added="tightened", by="channel", name="kind")
