"""
`SideBySide`: the questions of several timelines for arrays, each instant on a timeline of its own.

Where a common step divides every edge, all timelines stand in one grid of cells and a question is
one gather, however many they are; otherwise each timeline answers for its own instants.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from slaspec.service_time.bulk import CHUNK, MOST_CELLS, Array, Grid, grid_step
from slaspec.service_time.pauses import Pieces
from slaspec.service_time.timeline import reversed_span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.service_time.timeline import Timeline

    Which = NDArray[np.integer]
    Side = Literal["left", "right"]


@lru_cache(maxsize=8)
def side_by_side(*timelines: Timeline) -> SideBySide:
    """Some timelines side by side; the last used ones are kept."""
    return SideBySide(timelines)


class SideBySide:
    """
    Several timelines; `which` numbers the one that answers for each instant.

    Answers equal those of the timelines themselves, element by element, or are an error.
    """

    def __init__(self, timelines: Sequence[Timeline]) -> None:
        self.timelines = tuple(timelines)
        self._first = min(each.first for each in timelines)
        self._last = max(each.last for each in timelines)
        self._known = (max(t.first for t in timelines), min(t.last for t in timelines))
        self._grid = _common_grid(self.timelines, self._first, self._last)
        spans = [np.array(each.spans, dtype=np.int64).reshape(-1, 2) for each in timelines]
        reached = [np.cumsum(each[:, 1] - each[:, 0]) for each in spans]
        self._lift = self._last - self._first + 1  # keeps the levels of the timelines apart
        self._reached = np.concatenate([r + i * self._lift for i, r in enumerate(reached)])
        self._closings = np.concatenate([each[:, 1] for each in spans])
        self._ends = np.cumsum([len(each) for each in spans])

    def w(self, which: Which, instants: Array) -> Array:
        """Open seconds of the known range of its timeline before each instant."""
        if len(self.timelines) == 1:
            return self.timelines[0].bulk.w(instants)
        self._require_known(which, instants)
        if self._grid is None:
            return self._one_by_one(which, instants)
        answer = np.empty(len(instants), dtype=np.int64)
        for begin in range(0, len(instants), CHUNK):
            chunk = slice(begin, begin + CHUNK)
            self._grid.fill_beside(which[chunk], instants[chunk], answer[chunk])
        return answer

    def elapsed(self, which: Which, starts: Array, stops: Array) -> Array:
        """Open seconds in each `[start, stop)`; `ServiceTimeError` if one is reversed."""
        wrong = np.flatnonzero(stops < starts)
        if wrong.size:
            raise reversed_span(int(starts[wrong[0]]), int(stops[wrong[0]]))
        seconds = self.w(which, stops)
        seconds -= self.w(which, starts)
        return seconds

    def deadline(
        self, which: Which, starts: Array, limits: Array, pauses: Pieces | None = None
    ) -> Array:
        """The earliest instant at which each limit, in seconds above 0, has elapsed."""
        return self._at_level(which, starts, limits, pauses, "left")

    def latest_met(
        self, which: Which, starts: Array, limits: Array, pauses: Pieces | None = None
    ) -> Array:
        """The latest instant at which each limit, in seconds above 0, is not exceeded."""
        return self._at_level(which, starts, limits, pauses, "right")

    def _at_level(
        self, which: Which, starts: Array, limits: Array, pauses: Pieces | None, side: Side
    ) -> Array:
        level = self.w(which, starts) + limits
        if pauses is not None:
            self._stand_still(level, which, pauses, side)
        lift = which.astype(np.int64) * self._lift
        found = np.searchsorted(self._reached, level + lift, side=side)
        beyond = np.flatnonzero(found >= self._ends[which])
        if beyond.size:
            at = beyond[0]
            raise self.timelines[which[at]].unknown_end(int(starts[at]), int(limits[at]))
        instants: Array = self._closings[found] - (self._reached[found] - lift - level)
        return instants

    def _stand_still(self, level: Array, which: Which, pauses: Pieces, side: Side) -> None:
        """Raise each level by the open seconds of the pauses that begin before it is reached."""
        mine = which[pauses.owner]
        begins = self.w(mine, pauses.begin)
        lasts = self.w(mine, pauses.end) - begins
        worked = begins - pauses.earlier(lasts)
        aim = level[pauses.owner]
        passed = worked < aim if side == "left" else worked <= aim
        np.add.at(level, pauses.owner[passed], lasts[passed])

    def _one_by_one(self, which: Which, instants: Array) -> Array:
        answer = np.empty(len(instants), dtype=np.int64)
        for number, timeline in enumerate(self.timelines):
            mine = np.flatnonzero(which == number)
            answer[mine] = timeline.bulk.w(instants[mine])
        return answer

    def _require_known(self, which: Which, instants: Array) -> None:
        first, last = self._known
        if not len(instants) or (instants.min() >= first and instants.max() <= last):
            return
        for number, timeline in enumerate(self.timelines):
            mine = instants[which == number]
            timeline.bulk.require_known(mine, mine)


class _Cells:
    """The grids of several timelines over one range, one after the other."""

    def __init__(self, timelines: Sequence[Timeline], first: int, last: int, step: int) -> None:
        grids = [
            Grid(np.array(each.spans, dtype=np.int64).reshape(-1, 2), first, last, step)
            for each in timelines
        ]
        self._width = np.int32(len(grids[0].cells))
        self._first, self._step = first, np.int32(step)
        self._cells = np.concatenate([grid.cells for grid in grids])

    def fill_beside(self, which: Which, instants: Array, answer: Array) -> None:
        """Write W of each instant on its timeline into `answer`."""
        offset, cell, packed = np.empty((3, instants.size), dtype=np.int32)
        np.subtract(instants, self._first, out=offset, casting="unsafe")
        np.floor_divide(offset, self._step, out=cell)
        np.multiply(which, self._width, out=packed, casting="unsafe")
        packed += cell
        cell *= self._step
        offset -= cell  # seconds into the cell
        np.take(self._cells, packed, out=cell, mode="clip")
        np.bitwise_and(cell, 1, out=packed)
        offset *= packed  # of which open
        cell >>= 1
        np.add(cell, offset, out=answer)


def _common_grid(timelines: Sequence[Timeline], first: int, last: int) -> _Cells | None:
    if len(timelines) == 1:  # answers by its own encoding
        return None
    edges = [edge for each in timelines for span in each.spans for edge in span]
    step = grid_step(edges, first, last, MOST_CELLS // len(timelines))
    return _Cells(timelines, first, last, step) if step else None
