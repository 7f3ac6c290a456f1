"""Rule V227."""

from __future__ import annotations

from slaspec.language.model.metric import FixedSeconds
from slaspec.review.change import Direction
from slaspec.review.changes.directions import less_is_tighter
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V227",
    name="counted-length",
    owns=("AvailabilityMetric.counted", "FixedSeconds.*"),
    material=True,
)
def counted_length(change: Difference) -> Said | None:
    """
    Down time is a share of a window of another length.

    What it compares:
        `counted` of a metric: a fixed length in seconds, or the window as it is, which is what
        holds where nothing is said.

    Why:
        Of a longer window the same down time is a smaller share.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, counted: {fixed: 720h}}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact, counted: {fixed: 744h}}

    Direction:
        loosened
    """
    base, head = change.base or "window", change.head or "window"
    if base == head:
        return None
    direction: Direction = "neutral"
    if isinstance(base, FixedSeconds) and isinstance(head, FixedSeconds):
        direction = less_is_tighter(base.fixed.milliseconds, head.fixed.milliseconds)
    before, after = (
        str(each.fixed) if isinstance(each, FixedSeconds) else "the window as it is"
        for each in (base, head)
    )
    return Said(direction, now("down time is a share of", before, after), before, after)
