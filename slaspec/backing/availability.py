"""
Availability that a tree guarantees in every window of the objective, in exact seconds.

In series down times add, never multiply. Of n branches at least m = n - k + 1 must be down
together: with the branches' down times in ascending order that takes at most
min over j < m of (d_1 + ... + d_(n-j)) / (m - j), whatever depends on what. Where branches count at
different times, each second is judged by those that count then.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from slaspec.backing.clock import Clock
from slaspec.backing.cover import Cover, Covering, UpTime, by_coverage, seconds
from slaspec.backing.excused import Excuse
from slaspec.backing.excused_seconds import beyond, denominators
from slaspec.backing.feeds import Windows
from slaspec.backing.hours import Hours, clock_of
from slaspec.backing.probability import expected_down
from slaspec.backing.up_time import Routes, Series, Up, in_series, up_leaves
from slaspec.backing.windows import Judged
from slaspec.service_time.intervals import Intervals, clip, intersect, subtract, union

_MOST_SUBSETS = 10


@dataclass(frozen=True)
class AvailabilityQuestion:
    """What does a tree guarantee on our hours, in our windows? Equal questions are answered once.

    `independent`: the availability on average is wanted too.
    """

    tree: Up
    hours: Hours
    windows: Windows
    fixed: int | None
    excuses: tuple[Excuse, ...]
    independent: bool = False


class Guarantee(NamedTuple):
    """
    The worst window: its availability, its bounds in UTC seconds, the down time of each leaf in
    it; `mean` is the availability with independent leaves, in the worst window for that.
    """

    availability: Fraction
    mean: Fraction
    window: Judged | None
    leaves: tuple[tuple[str, Fraction], ...]


class Evaluation:
    """All covers of one question."""

    def __init__(self, question: AvailabilityQuestion) -> None:
        self.question = question
        windows = question.windows.all()
        first = min((each.whole_start for each in windows), default=0)
        last = max((each.whole_end for each in windows), default=0)
        self.clock: Clock = clock_of(question.hours, first, last)
        self.leaves: tuple[UpTime, ...] = tuple(dict.fromkeys(up_leaves(question.tree)))
        self.coverings = {leaf: Covering(leaf, self.clock) for leaf in self.leaves}

    def counted(self, window: Judged) -> Intervals:
        """Our counted seconds of a window."""
        return clip(self.clock.spans, window.start, window.end)

    def denominator(self, window: Judged) -> int:
        """The seconds that our availability is a share of."""
        if self.question.fixed is not None:
            return self.question.fixed
        if window.whole_counts:
            return self.clock.elapsed(window.whole_start, window.whole_end)
        return self.clock.elapsed(window.start, window.end)


@lru_cache(maxsize=4096)
def guarantee(question: AvailabilityQuestion) -> Guarantee:
    """The availability that the tree guarantees in the worst window."""
    evaluation = Evaluation(question)
    worst = Guarantee(Fraction(1), Fraction(1), None, ())
    for window in question.windows.all():
        if evaluation.denominator(window) <= 0:
            continue
        covers = {leaf: each.of(window) for leaf, each in evaluation.coverings.items()}
        level, mean = _levels(evaluation, window, covers)
        if worst.window is None or level < worst.availability:
            counted = seconds(evaluation.counted(window))
            leaves = tuple(
                (leaf.name, each.cost + counted - seconds(each.counted))
                for leaf, each in covers.items()
            )
            worst = Guarantee(level, min(mean, worst.mean), window, leaves)
        worst = worst._replace(mean=min(mean, worst.mean))
    return worst


def _levels(
    evaluation: Evaluation, window: Judged, covers: dict[UpTime, Cover]
) -> tuple[Fraction, Fraction]:
    """Availability for certain and on average in one window."""
    question = evaluation.question
    counted = evaluation.counted(window)
    total = bound(question.tree, covers, counted)
    down = total.cost + seconds(counted) - seconds(total.counted)
    zone = question.windows.zone
    extra = beyond(question.excuses, window, zone)
    whole = evaluation.denominator(window)
    shrunk = denominators(question.excuses, window, zone, _shares(question.tree))
    certain = max(
        (Fraction(down + extra) - less) / (whole - gone) if gone < whole else Fraction(1)
        for less, gone in shrunk
    )
    if not question.independent:
        return max(Fraction(0), 1 - certain), Fraction(0)
    least = min(whole - gone for _, gone in shrunk)
    mean = expected_down(question.tree, covers, counted) + extra
    on_average = Fraction(mean) / least if least > 0 else Fraction(1)
    return max(Fraction(0), 1 - certain), max(Fraction(0), 1 - on_average)


def _shares(tree: Up) -> dict[str, Fraction] | None:
    """The down share of each leaf where all stand in series; None for other trees."""
    parts = in_series(tree)
    if not all(isinstance(each, UpTime) for each in parts):
        return None
    return {each.name: each.down for each in parts if isinstance(each, UpTime)}


def bound(tree: Up, covers: dict[UpTime, Cover], counted: Intervals) -> Cover:
    """In which of our counted seconds a tree is down at most how long."""
    if isinstance(tree, UpTime):
        return covers[tree]
    if isinstance(tree, Series):
        return _in_series([bound(each, covers, counted) for each in in_series(tree)], counted)
    below = [bound(each, covers, counted) for each in tree.parts]
    if isinstance(tree, Routes):
        return max(below, key=lambda each: each.cost - seconds(each.counted))
    return Cover(counted, at_least(tree.n, below, counted))


def _in_series(below: list[Cover], counted: Intervals) -> Cover:
    both = counted
    for each in below:
        both = intersect(both, each.counted)
    added = sum((each.cost for each in below), Fraction(0))
    return Cover(both, min(added, Fraction(seconds(both))))


def at_least(n: int, below: list[Cover], counted: Intervals) -> Fraction:
    """The most seconds in which fewer than `n` of the branches are up."""
    together = len(below) - n + 1
    whole = seconds(counted)
    totals = [each.cost + whole - seconds(each.counted) for each in below]
    bounds = [most_together(totals, together), _by_times(below, together, counted)]
    if together == len(below) <= _MOST_SUBSETS:
        bounds.append(_best_choice(below, counted))
    return min(Fraction(whole), *bounds)


def most_together(down: list[Fraction], together: int) -> Fraction:
    """The most seconds in which so many of several are down together, without any assumption."""
    ascending = sorted(down)
    return min(
        sum(ascending[: len(ascending) - j], Fraction(0)) / (together - j) for j in range(together)
    )


def _by_times(below: list[Cover], together: int, counted: Intervals) -> Fraction:
    """Each second judged by the branches that count then; the others may be down."""
    added = Fraction(0)
    for inside, times in by_coverage([each.counted for each in below], counted):
        needed = together - (len(below) - len(inside))
        length = Fraction(seconds(times))
        costs = [min(below[i].cost, length) for i in inside]
        added += length if needed <= 0 else min(length, most_together(costs, needed))
    return added


def _best_choice(below: list[Cover], counted: Intervals) -> Fraction:
    """All must be down: some of them, over the time that these count, are bound enough."""
    best = Fraction(seconds(counted))
    for size in range(1, len(below) + 1):
        for chosen in combinations(below, size):
            covered = chosen[0].counted
            for each in chosen[1:]:
                covered = union(covered, each.counted)
            uncounted = seconds(subtract(counted, covered)) if len(counted) else 0
            best = min(best, sum((each.cost for each in chosen), Fraction(0)) + uncounted)
    return best
