"""
`Bulk`: the questions of a `Timeline` for arrays of int64 instants.

W(t) has three encodings with equal answers; the cheapest one that is exact is taken:

* Straight   one open span covers the whole range: a subtraction
* Grid       every edge is a multiple of a step: one gather from int32 cells, W << 1 | open
* Search     anything else: a binary search over the edges
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from slaspec.errors import ServiceTimeError
from slaspec.service_time.timeline import reversed_span

if TYPE_CHECKING:
    from slaspec.service_time.timeline import Timeline

Array = NDArray[np.int64]

CHUNK = 1 << 15  # what a loop touches stays in the processor's second-level cache
MOST_CELLS = 1 << 23
LARGEST_INT32 = (1 << 31) - 1


def whole_seconds(instants: object) -> Array:
    """The instants as int64; `ServiceTimeError` for anything but whole numbers."""
    array = np.asarray(instants)
    if array.size and array.dtype.kind not in "iu":
        raise ServiceTimeError(f"instants are whole UTC seconds, not {array.dtype}")
    return array.astype(np.int64, copy=False)


class Bulk:
    """Answers for arrays: equal to the scalar ones, element by element, or an error."""

    __slots__ = ("_closings", "_encoding", "_reached", "_timeline")

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        spans = np.array(timeline.spans, dtype=np.int64).reshape(-1, 2)
        self._closings = spans[:, 1].copy()
        self._reached = np.cumsum(spans[:, 1] - spans[:, 0])
        self._encoding = _encoding(spans, timeline.first, timeline.last)

    def w(self, instants: object) -> Array:
        """Open seconds of the known range before each instant."""
        asked = whole_seconds(instants)
        flat = asked.ravel()
        answer = np.empty(flat.shape, dtype=np.int64)
        for begin in range(0, flat.size, CHUNK):
            chunk = flat[begin : begin + CHUNK]
            self.require_known(chunk, flat)
            self._encoding.fill(chunk, answer[begin : begin + CHUNK])
        return answer.reshape(asked.shape)

    def elapsed(self, starts: object, stops: object) -> Array:
        """Open seconds in each `[start, stop)`; `ServiceTimeError` if one is reversed."""
        a, b = np.broadcast_arrays(whole_seconds(starts), whole_seconds(stops))
        seconds = self.w(b)
        seconds -= self.w(a)
        wrong = np.flatnonzero(b < a)
        if wrong.size:
            raise reversed_span(int(a.flat[wrong[0]]), int(b.flat[wrong[0]]))
        return seconds

    def deadline(self, starts: object, limits: object) -> Array:
        """The earliest instant at which each limit, in seconds above 0, has elapsed."""
        return self._at_level(starts, limits, "left")

    def latest_met(self, starts: object, limits: object) -> Array:
        """The latest instant at which each limit, in seconds above 0, is not exceeded."""
        return self._at_level(starts, limits, "right")

    def open_at(self, instants: object) -> NDArray[np.bool_]:
        """Whether the second that begins at each instant is open."""
        asked = whole_seconds(instants)
        ends = asked[asked == self._timeline.last]
        if ends.size:  # W is known there, but the second that begins there is not
            raise self._timeline.outside(self._timeline.last)
        return self.w(asked + 1) > self.w(asked)

    def _at_level(self, starts: object, limits: object, side: str) -> Array:
        a, s = np.broadcast_arrays(whole_seconds(starts), whole_seconds(limits))
        if s.size and s.min() <= 0:
            raise ServiceTimeError(f"a limit of {s.min()} s cannot be kept; it must be above 0")
        level = self.w(a) + s
        found = np.searchsorted(self._reached, level, side="left" if side == "left" else "right")
        beyond = np.flatnonzero(found == len(self._reached))
        if beyond.size:
            raise self._timeline.unknown_end(int(a.flat[beyond[0]]), int(s.flat[beyond[0]]))
        instants: Array = self._closings[found] - (self._reached[found] - level)
        return instants

    def require_known(self, chunk: Array, all_instants: Array) -> None:
        """`OutsideRangeError` for an instant of a chunk that is not known, naming the first."""
        first, last = self._timeline.first, self._timeline.last
        if not chunk.size or (chunk.min() >= first and chunk.max() <= last):
            return
        wrong = all_instants[(all_instants < first) | (all_instants > last)]
        error = self._timeline.outside(int(wrong[0]))
        if wrong.size > 1:
            error.args = (f"{error} (the first of {wrong.size} such instants)",)
        raise error


class Straight:
    """Always open: W(t) = t - first."""

    def __init__(self, first: int) -> None:
        self.first = first

    def fill(self, instants: Array, answer: Array) -> None:
        """Write W of each instant into `answer`."""
        np.subtract(instants, self.first, out=answer)


class Search:
    """W(t) = base[i] + (t where i is odd), i = the number of edges at or before t."""

    def __init__(self, spans: Array) -> None:
        lengths = spans[:, 1] - spans[:, 0]
        reached = np.cumsum(lengths)
        self.edges = spans.ravel()
        self.base = np.zeros(len(self.edges) + 1, dtype=np.int64)
        self.base[1::2] = reached - lengths - spans[:, 0]
        self.base[2::2] = reached

    def fill(self, instants: Array, answer: Array) -> None:
        """Write W of each instant into `answer`."""
        index = np.searchsorted(self.edges, instants, side="right")
        np.add(self.base[index], instants * (index & 1), out=answer)


class Grid:
    """Cells of `step` seconds, each with W at its begin and whether it is open."""

    def __init__(self, spans: Array, first: int, last: int, step: int) -> None:
        self.first, self.step = first, np.int32(step)
        edges = (spans - first) // step
        changes = np.zeros((last - first) // step + 1, dtype=np.int32)
        changes[edges[:, 0]] += 1
        changes[edges[:, 1]] -= 1
        is_open = np.cumsum(changes, dtype=np.int32)
        before = np.cumsum(is_open, dtype=np.int32) - is_open
        self.cells = (before * self.step) << 1 | is_open

    def fill(self, instants: Array, answer: Array) -> None:
        """Write W of each instant into `answer`."""
        offset, cell, packed = np.empty((3, instants.size), dtype=np.int32)
        np.subtract(instants, self.first, out=offset, casting="unsafe")
        np.floor_divide(offset, self.step, out=cell)
        np.take(self.cells, cell, out=packed, mode="clip")
        cell *= self.step
        offset -= cell  # seconds into the cell
        np.bitwise_and(packed, 1, out=cell)
        offset *= cell  # of which open
        packed >>= 1
        np.add(packed, offset, out=answer)


def _encoding(spans: Array, first: int, last: int) -> Straight | Grid | Search:
    if len(spans) == 1 and spans[0].tolist() == [first, last]:
        return Straight(first)
    step = grid_step(spans.ravel().tolist(), first, last)
    return Grid(spans, first, last, step) if step else Search(spans)


def grid_step(edges: list[int], first: int, last: int, most: int = MOST_CELLS) -> int:
    """The cell in which all edges fit, in seconds; 0 where a grid of it would be too large."""
    step = math.gcd(last - first, *(edge - first for edge in edges))
    width = last - first
    fits = 2 * width <= LARGEST_INT32 and width <= most * step
    return step if fits else 0
