"""Paused service time of many records at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.service_time.bulk import Array, whole_seconds
from slaspec.service_time.timeline import Timeline, reversed_span

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    begin, end = map(whole_seconds, records)
    owner, from_, until = map(whole_seconds, pauses)
    _require_forward(from_, until)
    from_, until = np.maximum(from_, begin[owner]), np.minimum(until, end[owner])
    inside = from_ < until
    owner, from_, until = _ordered(owner[inside], from_[inside], until[inside])
    seconds = np.zeros(len(begin), dtype=np.int64)
    if owner.size:
        covered = _ends_of_earlier(owner, from_, until)
        w = timeline.bulk.w
        gained = w(np.maximum(until, covered)) - w(np.maximum(from_, covered))
        groups = np.flatnonzero(_begins_group(owner))
        seconds[owner[groups]] = np.add.reduceat(gained, groups)
    return seconds


def _require_forward(from_: Array, until: Array) -> None:
    wrong = np.flatnonzero(until < from_)
    if wrong.size:
        raise reversed_span(int(from_[wrong[0]]), int(until[wrong[0]]))


def _ordered(owner: Array, from_: Array, until: Array) -> tuple[Array, Array, Array]:
    order = np.lexsort((from_, owner))
    return owner[order], from_[order], until[order]


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
