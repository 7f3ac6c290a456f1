"""Rule V224."""

from __future__ import annotations

from typing import Any

from slaspec.language.model.metric import Quantum
from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.changes.directions import more_is_tighter
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V224",
    name="outage-slots",
    owns=("AvailabilityMetric.quantum", "Quantum.*"),
    material=True,
)
def outage_slots(change: Difference) -> Said | None:
    """
    Down time is counted in other steps.

    What it compares:
        `quantum` of a metric. Slots that are down for any second count at least every second that
        was down, slots that must be wholly down at most that; a slot that is a multiple of another
        counts as much or more, or as much or less.

    Why:
        In slots of five minutes that must be wholly down an outage of nine minutes may count for
        nothing.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: {of: 5min, aligned: clock, down_if: wholly}}

    Direction:
        loosened
    """
    before, after = (_in_words(each) for each in (change.base, change.head))
    return Said(_direction(change.base, change.head), now("down time is counted", before, after))


def _in_words(quantum: Any) -> str:
    if isinstance(quantum, Quantum):
        begin = "the clock" if quantum.aligned == "clock" else "each outage"
        down = "any second" if quantum.down_if == "any" else "all of it"
        return f"in slots of {quantum.of} from {begin} on, where {down} is down"
    return "by the second" if quantum else ""


def _direction(base: Any, head: Any) -> Direction:
    if base is None or head is None:
        return "neutral"
    ranks = _rank(base), _rank(head)
    if ranks[0] != ranks[1]:
        return more_is_tighter(*ranks)
    return _of_slots(base, head) if isinstance(base, Quantum) else "neutral"


def _rank(quantum: Any) -> int:
    """Whether slots count less than every second, exactly that, or more."""
    if not isinstance(quantum, Quantum):
        return 0
    return -1 if quantum.down_if == "wholly" else 1


def _of_slots(base: Quantum, head: Quantum) -> Direction:
    """Slots that are made of whole slots of the other side take each of them whole."""
    before, after = base.of.milliseconds, head.of.milliseconds
    multiple = before and after and max(before, after) % min(before, after) == 0
    if base.aligned != head.aligned or not multiple:
        return "neutral"
    larger = more_is_tighter(before, after)
    return larger if base.down_if == "any" else OPPOSITE[larger]
