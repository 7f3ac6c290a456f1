"""
The one rule of availability: how long one leaf can be down in one of our windows.

Down time in our window is at most what the leaf's windows that touch it allow, each no more than
the seconds that both count there, and all seconds that no window of the leaf counts. Where the
leaf's windows overlap (rolling ones), the cheapest choice of them that covers ours is taken: the
shortest path over their edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slaspec.backing.clock import Clock
from slaspec.backing.feeds import Windows
from slaspec.backing.hours import Hours, clock_of
from slaspec.backing.windows import Judged
from slaspec.service_time.intervals import Intervals, clip, intersect, normalise, subtract


@dataclass(frozen=True)
class UpTime:
    """
    A promise of availability: at most `down` of the counted seconds of each window.

    `hours` are the seconds that count, `fixed` a denominator that is the same in every window.
    """

    name: str
    down: Fraction
    hours: Hours
    windows: Windows
    fixed: int | None = None


@dataclass(frozen=True, eq=False)
class Cover:
    """In the seconds `counted` (a part of our window) the leaf is down at most `cost` seconds."""

    counted: Intervals
    cost: Fraction


def seconds(intervals: Intervals) -> int:
    """How many seconds lie in some intervals."""
    return int((intervals[:, 1] - intervals[:, 0]).sum())


class Covering:
    """One leaf on our clock, window by window."""

    def __init__(self, leaf: UpTime, ours: Clock) -> None:
        theirs = _clock(leaf)
        first, last = max(ours.first, theirs.first), min(ours.last, theirs.last)
        self.leaf = leaf
        self._both = Clock(clip(intersect(ours.spans, theirs.spans), first, last), first, last)
        self._budgets = [(window, _allowed(leaf, theirs, window)) for window in leaf.windows.all()]

    def touching(self, ours: Judged) -> list[tuple[Judged, Fraction]]:
        """The leaf's windows that touch ours, with the seconds that it may be down in each."""
        return [
            (window, budget)
            for window, budget in self._budgets
            if window.start < ours.end and window.end > ours.start
        ]

    def of(self, ours: Judged) -> Cover:
        """How long the leaf can be down in the seconds of our window that it counts."""
        touching = self.touching(ours)
        judged = normalise([(window.start, window.end) for window, _ in touching])
        counted = intersect(clip(self._both.spans, ours.start, ours.end), judged)
        return Cover(counted, self._least_cost(ours, touching))

    def _least_cost(self, ours: Judged, touching: list[tuple[Judged, Fraction]]) -> Fraction:
        """The cheapest way over our window: by the second, or by whole windows of the leaf."""
        edges = {edge for w, _ in touching for edge in (w.start, w.end)}
        inside = {edge for edge in edges if ours.start < edge < ours.end}
        points = sorted({ours.start, ours.end} | inside)
        before = self._both.w(np.array(points, dtype=np.int64)).tolist()
        least = [Fraction(0)] + [Fraction(ours.end - ours.start)] * (len(points) - 1)
        for i, point in enumerate(points[:-1]):
            here = [(w, budget) for w, budget in touching if w.start <= point < w.end]
            paid = before[i + 1] - before[i] if here else 0
            least[i + 1] = min(least[i + 1], least[i] + paid)
            for window, budget in here:
                j = points.index(min(window.end, ours.end))
                least[j] = min(least[j], least[i] + budget)
        return least[-1]


def _clock(leaf: UpTime) -> Clock:
    """The clock on which the windows of a leaf are counted."""
    windows = leaf.windows.all()
    first = min((each.whole_start for each in windows), default=0)
    last = max((each.whole_end for each in windows), default=0)
    return clock_of(leaf.hours, first, last)


def _allowed(leaf: UpTime, clock: Clock, window: Judged) -> Fraction:
    """The seconds that a leaf may be down in one of its own windows."""
    if leaf.fixed is not None:
        return leaf.down * leaf.fixed
    begin, end = window.start, window.end
    if window.whole_counts:
        begin, end = window.whole_start, window.whole_end
    # Seconds beyond what the calendar knows may all be open.
    unknown = max(0, min(end, clock.first) - begin) + max(0, end - max(begin, clock.last))
    return leaf.down * (clock.elapsed(begin, end) + unknown)


def by_coverage(
    covers: Iterable[Intervals], counted: Intervals
) -> list[tuple[tuple[int, ...], Intervals]]:
    """Our counted seconds by which of several covers they lie in."""
    parts: list[tuple[tuple[int, ...], Intervals]] = [((), counted)]
    for i, cover in enumerate(covers):
        split = [
            piece
            for inside, times in parts
            for piece in (
                ((*inside, i), intersect(times, cover)),
                (inside, subtract(times, cover)),
            )
        ]
        parts = [(inside, times) for inside, times in split if len(times)]
    return parts
