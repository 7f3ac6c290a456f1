"""
Down time with its weights, as sets of seconds.

Of overlapping outages the worst counts, second by second. So the down time is kept as nested sets,
one for each weight: the seconds that are down at least so much. Merging, slots and cuts are then
algebra on sets, and no second can count twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.service_time.intervals import Intervals, clip, intersect, union

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING: Intervals = np.empty((0, 2), dtype=np.int64)


class DownTime(NamedTuple):
    """`times[i]` are the seconds that are down at least `weights[i]`; the worst stand first."""

    weights: tuple[Fraction, ...]
    times: tuple[Intervals, ...]

    @property
    def any(self) -> Intervals:
        """The seconds that are down at all."""
        return self.times[-1] if self.times else NOTHING

    def each(self, change: Callable[[Intervals], Intervals]) -> DownTime:
        """The same change of every set; it must keep smaller sets inside larger ones."""
        return DownTime(self.weights, tuple(change(times) for times in self.times))

    def with_outage(self, times: Intervals) -> DownTime:
        """The same with more seconds that are wholly down."""
        whole = self.weights[:1] == (Fraction(1),)
        more = self if whole else DownTime((Fraction(1), *self.weights), (NOTHING, *self.times))
        return more.each(lambda each: union(each, times))

    def cost(self, counting: Intervals) -> Fraction:
        """Weighted seconds that lie in a set."""
        lighter = (*self.weights, Fraction(0))[1:]
        cost = Fraction(0)
        for weight, below, times in zip(self.weights, lighter, self.times, strict=True):
            cost += (weight - below) * shared_seconds(times, counting)
        return cost


def stacked(by_weight: Mapping[Fraction, Intervals]) -> DownTime:
    """The down time of spans in any order, by their weight; a weight of 0 is not down."""
    weights = sorted((weight for weight in by_weight if weight > 0), reverse=True)
    times: list[Intervals] = []
    for weight in weights:
        spans = covered(by_weight[weight])
        times.append(covered(np.concatenate((times[-1], spans))) if times else spans)
    return DownTime(tuple(weights), tuple(times))


def covered(spans: Intervals) -> Intervals:
    """
    The union of spans in any order; empty and reversed ones vanish.

    One sort of the begins and a running maximum of the ends: on millions of spans several times
    faster than a sweep over both edges.
    """
    filled = spans[:, 0] < spans[:, 1]
    begin, end = (spans if filled.all() else spans[filled]).T
    if not begin.size:
        return NOTHING
    if (begin[1:] < begin[:-1]).any():
        order = np.argsort(begin, kind="stable")
        begin, end = begin[order], end[order]
    reached = np.maximum.accumulate(end)
    fresh = np.flatnonzero(begin[1:] > reached[:-1])
    first = np.concatenate(([0], fresh + 1))
    last = np.concatenate((fresh, [begin.size - 1]))
    return np.stack((begin[first], reached[last]), axis=1)


def at_least(down: DownTime, shortest: int) -> DownTime:
    """Without the merged outages that are shorter than so many seconds."""
    merged = down.any
    long = merged[merged[:, 1] - merged[:, 0] >= shortest]
    return down if len(long) == len(merged) else down.each(lambda times: intersect(times, long))


def within(times: Intervals, first: int, last: int) -> Intervals:
    """The part of a set in `[first, last)`; costs only what is in there."""
    begin = np.searchsorted(times[:, 1], first, side="right")
    end = np.searchsorted(times[:, 0], last, side="left")
    return clip(times[begin:end], first, last)


def shared_seconds(times: Intervals, few: Intervals) -> int:
    """How many seconds two sets share: no sort, for each time two look-ups in the smaller set."""
    if not len(few):
        return 0
    times = within(times, int(few[0, 0]), int(few[-1, 1]))
    reached = np.concatenate(([0], np.cumsum(few[:, 1] - few[:, 0])))

    def before(instants: NDArray[np.int64]) -> NDArray[np.int64]:
        entered = np.searchsorted(few[:, 0], instants, side="right")
        rest = np.maximum(few[np.maximum(entered - 1, 0), 1] - instants, 0)
        seconds: NDArray[np.int64] = reached[entered] - np.where(entered > 0, rest, 0)
        return seconds

    return int((before(times[:, 1]) - before(times[:, 0])).sum())
