"""Paused service time of many records at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.service_time.bulk import Array, whole_seconds
from slaspec.service_time.timeline import Timeline, reversed_span

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Pieces:
    """The union of the pauses of each record, in disjoint pieces, by record and in order."""

    owner: Array
    begin: Array
    end: Array

    def earlier(self, lasts: Array) -> Array:
        """For each piece the sum of a number over the earlier pieces of its record."""
        if not len(lasts):
            return lasts
        before = np.cumsum(lasts) - lasts
        heads = _begins_group(self.owner)
        first: Array = before[np.flatnonzero(heads)][np.cumsum(heads) - 1]
        return before - first

    def add_to(self, seconds: Array, lasts: Array) -> None:
        """Add a number of each piece to its record."""
        if len(lasts):
            groups = np.flatnonzero(_begins_group(self.owner))
            seconds[self.owner[groups]] += np.add.reduceat(lasts, groups)

    def of(self, some: Array, count: int) -> Pieces:
        """The pieces of some of `count` records, which are numbered anew in this order."""
        position = np.full(count, -1, dtype=np.int64)
        position[some] = np.arange(len(some))
        owner = position[self.owner]
        ours = owner >= 0
        return Pieces(owner[ours], self.begin[ours], self.end[ours])


def paused(
    timeline: Timeline, records: tuple[object, object], pauses: tuple[object, object, object]
) -> Array:
    """
    Service seconds of each record that lie in at least one of its pauses, int64.

    `records` are the arrays (starts, stops), `pauses` the arrays (owners, froms, untils): record i
    runs over `[starts[i], stops[i])`, pause j belongs to record `owners[j]` and covers
    `[froms[j], untils[j])`. Pauses may stand in any order, overlap, and reach beyond their
    record: they are cut to it and unioned. Net elapsed time is `timeline.bulk.elapsed(starts,
    stops) - paused(...)`. Raises `ServiceTimeError` for a reversed pause.
    """
    cut = pieces(records, pauses)
    seconds = np.zeros(len(whole_seconds(records[0])), dtype=np.int64)
    w = timeline.bulk.w
    cut.add_to(seconds, w(cut.end) - w(cut.begin))
    return seconds


def pieces(records: tuple[object, object], pauses: tuple[object, object, object]) -> Pieces:
    """The pauses of `paused`, cut to their records and unioned; raises as it does."""
    begin, end = map(whole_seconds, records)
    owner, from_, until = map(whole_seconds, pauses)
    _require_forward(from_, until)
    from_, until = np.maximum(from_, begin[owner]), np.minimum(until, end[owner])
    inside = from_ < until
    if not inside.all():
        owner, from_, until = owner[inside], from_[inside], until[inside]
    return union(owner, from_, until)


def union(owner: Array, from_: Array, until: Array) -> Pieces:
    """The union of the pauses of each record; none of them is reversed or outside of its record."""
    owner, from_, until = _ordered(owner, from_, until)
    if _overlap(owner, from_, until):
        covered = _ends_of_earlier(owner, from_, until)
        from_, until = np.maximum(from_, covered), np.maximum(until, covered)
    return Pieces(owner, from_, until)


def _require_forward(from_: Array, until: Array) -> None:
    wrong = np.flatnonzero(until < from_)
    if wrong.size:
        raise reversed_span(int(from_[wrong[0]]), int(until[wrong[0]]))


def _ordered(owner: Array, from_: Array, until: Array) -> tuple[Array, Array, Array]:
    """By record and begin; most are so already, and sorting is the dearest step."""
    same, later = owner[1:] == owner[:-1], owner[1:] > owner[:-1]
    if (later | (same & (from_[1:] >= from_[:-1]))).all():
        return owner, from_, until
    order = np.lexsort((from_, owner))
    return owner[order], from_[order], until[order]


def _overlap(owner: Array, from_: Array, until: Array) -> bool:
    return bool(((owner[1:] == owner[:-1]) & (from_[1:] < until[:-1])).any())


def _begins_group(owner: Array) -> NDArray[np.bool_]:
    return np.append(True, owner[1:] != owner[:-1])


def _ends_of_earlier(owner: Array, from_: Array, until: Array) -> Array:
    """The latest end among the earlier pauses of the same record, or the pause's own begin."""
    # A running maximum over all pauses at once: each record is lifted above the one before it.
    low = from_.min()
    lift = (np.cumsum(_begins_group(owner)) - 1) * (until.max() - low)
    latest = np.maximum.accumulate(until - low + lift)
    earlier = np.append(from_[:1], latest[:-1] - lift[1:] + low)
    covered: Array = np.maximum(earlier, from_)
    return covered
