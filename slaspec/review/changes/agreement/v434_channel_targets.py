"""Rule V434."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, order
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V434",
    name="channel-targets",
    owns=("SupportChannel.targets",),
    material=True,
)
def channel_targets(change: Difference) -> Said | None:
    """
    Other targets hold for what comes in by a channel.

    What it compares:
        The targets of a channel as a set; `none` is the empty one.

    Why:
        What comes in by a channel without targets may wait for ever.

    Before:

        support: [{channel: phone, contact: "22 00", hours: 24x7, targets: [resolution]}]

    After:

        support: [{channel: phone, contact: "22 00", hours: 24x7, targets: none}]

    Direction:
        loosened
    """
    what = "the list of targets of the channel"
    return judged(what, change, more="tightened", by=_order)


def _order(base: object, head: object) -> Order:
    return order(*(() if each == "none" else each for each in (base, head)))
