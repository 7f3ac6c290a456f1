"""
Expected down time with independent leaves: a mean over windows, not a promise for each.

Parts that stand in several branches are one part: their state is fixed first, then the rest of
the tree is independent. A common cause takes branches down together with the share b of the best
branch's failures: b x min(e) is added to the tail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod

from slaspec.backing.cover import Cover, UpTime, by_coverage, seconds
from slaspec.backing.up_time import AtLeast, Routes, Series, Up, in_series, up_leaves
from slaspec.service_time.intervals import Intervals

_MOST_SHARED = 10
_NO = Fraction(0)
Down = Mapping[UpTime, Fraction]


def expected_down(tree: Up, covers: dict[UpTime, Cover], counted: Intervals) -> Fraction:
    """Expected seconds in which a tree is down in our counted seconds."""
    total = Fraction(0)
    for inside, times in by_coverage([each.counted for each in covers.values()], counted):
        down = {
            leaf: _share(cover) if i in inside else Fraction(1)
            for i, (leaf, cover) in enumerate(covers.items())
        }
        total += seconds(times) * (1 - chance_up(tree, down))
    return total


def chance_up(tree: Up, down: Down) -> Fraction:
    """The chance that a tree is up, by the chance of each leaf to be down."""
    often = Counter(up_leaves(tree))
    shared = [leaf for leaf, count in often.items() if count > 1][:_MOST_SHARED]
    total = Fraction(0)
    for state in product((False, True), repeat=len(shared)):
        fixed = dict(zip(shared, state, strict=True))
        weight = prod(
            (down[leaf] if fails else 1 - down[leaf] for leaf, fails in fixed.items()),
            start=Fraction(1),
        )
        total += weight * _up(tree, {**down, **{k: Fraction(v) for k, v in fixed.items()}})
    return total


def _up(tree: Up, down: Down) -> Fraction:
    if isinstance(tree, UpTime):
        return 1 - down[tree]
    if isinstance(tree, Series):
        return prod((_up(part, down) for part in in_series(tree)), start=Fraction(1))
    below = [1 - _up(part, down) for part in tree.parts]
    if isinstance(tree, Routes):
        return 1 - max(below)
    return max(Fraction(0), 1 - _tail(tree, below) - tree.common_cause * min(below))


def _tail(tree: AtLeast, down: list[Fraction]) -> Fraction:
    """The chance that fewer than `n` are up."""
    exactly = [Fraction(1)]  # the chance of so many down
    for chance in down:
        exactly = [
            up * (1 - chance) + one_less * chance
            for up, one_less in zip([*exactly, _NO], [_NO, *exactly], strict=True)
        ]
    return sum(exactly[len(down) - tree.n + 1 :], Fraction(0))


def _share(cover: Cover) -> Fraction:
    length = seconds(cover.counted)
    return min(Fraction(1), cover.cost / length) if length else Fraction(1)
