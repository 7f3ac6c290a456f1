"""
A timeline for arrays of instants that says how far it knows, instead of refusing.

W(t) are the open seconds before t; `latest` is the last instant that keeps a limit, `last_start`
its inverse. Beyond the known range `latest` answers the end of the range, which a record can
reach for certain, and marks the answer as not exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from slaspec.service_time.intervals import intersect, normalise, subtract

if TYPE_CHECKING:
    from slaspec.service_time.intervals import Intervals
    from slaspec.service_time.timeline import Timeline

Instants = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = -(1 << 62)  # before every calendar


class Clock:
    """Open seconds over the known range `[first, last)` in UTC seconds."""

    __slots__ = ("_closes", "_opens", "_reached", "edges", "first", "last", "spans")

    def __init__(self, spans: Intervals, first: int, last: int) -> None:
        self.spans, self.first, self.last = spans, first, last
        self._opens = np.ascontiguousarray(spans[:, 0])
        lengths = spans[:, 1] - spans[:, 0]
        # A span that closed before everything stands in front, so that an index is never -1.
        self._closes = np.concatenate(([NEVER], spans[:, 1]))
        self._reached = np.concatenate(([0], np.cumsum(lengths)))
        self.edges = np.unique(np.concatenate((spans.ravel(), [first, last])))

    @classmethod
    def of(cls, timeline: Timeline) -> Clock:
        """The clock of a compiled timeline."""
        return cls(normalise(timeline.spans), timeline.first, timeline.last)

    def w(self, instants: Instants) -> Instants:
        """Open seconds before each instant; before and after the range it stands still."""
        index = np.searchsorted(self._opens, instants, side="right")
        answer: Instants = self._reached[index] - np.maximum(self._closes[index] - instants, 0)
        return answer

    def elapsed(self, begin: int, end: int) -> int:
        """Open seconds in `[begin, end)`."""
        before, after = self.w(np.array([begin, end], dtype=np.int64)).tolist()
        return int(after - before)

    def latest(self, starts: Instants, limit: int) -> tuple[Instants, Flags]:
        """The last instant with at most `limit` seconds after each start, and where it is exact."""
        level = self.w(starts) + limit
        index = np.searchsorted(self._reached, level, side="right")
        known = index < len(self._reached)
        index = np.minimum(index, len(self._reached) - 1)
        instant = self._closes[index] - (self._reached[index] - level)
        return np.maximum(np.where(known, instant, self.last), starts), known

    def last_start(self, ends: Instants, limit: int) -> Instants:
        """The last start whose `latest` is not after each end; NEVER where there is none."""
        index = np.searchsorted(self._opens, ends, side="right")
        left = self._closes[index] - ends  # above 0 where the second at the end is open
        level = self._reached[index] - np.maximum(left, 0) - (left <= 0) - limit
        found = np.searchsorted(self._reached, level, side="right")
        known = found < len(self._reached)
        found = np.minimum(found, len(self._reached) - 1)
        start = self._closes[found] - (self._reached[found] - level)
        return np.where(level < 0, NEVER, np.where(known, start, self.last))

    def deadline(self, start: int, seconds: int) -> int:
        """The first instant at which so many seconds have elapsed, at most the end of the range."""
        level = int(self.w(np.array([start], dtype=np.int64))[0]) + seconds
        index = int(np.searchsorted(self._reached, level, side="left"))
        if seconds <= 0 or index == len(self._reached):
            return start if seconds <= 0 else self.last
        return int(self._closes[index] - (self._reached[index] - level))

    def lies_in(self, other: Clock) -> bool:
        """Whether every open second is one of the other clock's, as far as both are known."""
        known = (max(self.first, other.first), min(self.last, other.last))
        mine = intersect(self.spans, normalise([known]))
        return not len(mine) or not len(subtract(mine, other.spans))
