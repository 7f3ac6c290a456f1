"""
Shares of records: quantiles do not add, misses do.

Kept for shares 1 - e_i, a sequence is kept for at least 1 - sum(e_i) of the records (union bound,
which is tight). A part that stands in two branches is one part; of alternative routes the worst
counts; what goes before a leaf whose clock starts with the objective's is covered by that leaf.
With independence the product is a mean over windows, not a promise for each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, reduce
from math import prod
from typing import NamedTuple

from slaspec.backing.allowance import Allowance
from slaspec.backing.feeds import OWN_WINDOW, Feed
from slaspec.backing.tree import Leaf, OneOf, Sequence, Tree

_MOST_ROUTES = 4096
Route = frozenset[str]


@dataclass(frozen=True)
class Part:
    """
    One leaf, for the records of ours: its allowance, the least share that ours have among its
    records, the windows that feed ours, and how often it is gone through.
    """

    name: str
    allowance: Allowance
    population: Fraction = Fraction(1)
    feed: Feed = OWN_WINDOW
    visits: int = 1

    @property
    def miss(self) -> Fraction:
        """The largest share of our records that it may miss in one of our windows."""
        return min(Fraction(1), self._own + self._beside)

    @property
    def mean_miss(self) -> Fraction:
        """The share that it may miss over all windows together."""
        return min(Fraction(1), self.visits * self.allowance.miss / self.population)

    @property
    def _own(self) -> Fraction:
        return self.visits * self.feed.overlap * self.allowance.miss / self.population

    @property
    def _beside(self) -> Fraction:
        by_share = self.visits * self.feed.beside * self.allowance.miss / self.population
        if not self.feed.low:
            return by_share
        few = Fraction(self.feed.others * self.allowance.few_misses, self.feed.low)
        return max(by_share, few)

    def misses(self, records: int) -> int:
        """How many of so many records of ours it may miss in one window."""
        within = int(records * self.visits / self.population)
        least = records if self.feed.own == 1 and self.feed.overlap == 1 else 1
        own = self.feed.own * self.allowance.most(least, within)
        beside = int(self.feed.beside * records * self.visits / self.population)
        others = self.feed.others * self.allowance.most(0, beside)
        return min(records, own + others)


class Shortfall(NamedTuple):
    """A count of records at which the leaves may miss more than the objective."""

    records: int
    leaves_miss: int
    objective_misses: int


def since_start(tree: Tree, from_start: Collection[int]) -> Tree:
    """
    What can make a record late: a leaf whose clock starts with the objective's covers what went
    before it in its sequence, whose misses it bounds.
    """
    if isinstance(tree, Leaf):
        return tree
    parts = tuple(since_start(part, from_start) for part in tree.parts)
    if not isinstance(tree, Sequence):
        return replace(tree, parts=parts)
    covering = [i for i, part in enumerate(parts) if _covers(part, from_start)]
    return replace(tree, parts=parts[covering[-1] :] if covering else parts)


def _covers(tree: Tree, from_start: Collection[int]) -> bool:
    """Whether a tree bounds the time from the objective's start, whenever it is taken over."""
    if isinstance(tree, Leaf):
        return id(tree) in from_start
    covered = [_covers(part, from_start) for part in tree.parts]
    return any(covered) if isinstance(tree, Sequence) else bool(covered) and all(covered)


def worst_miss(tree: Tree, miss: Mapping[str, Fraction]) -> Fraction:
    """The largest share that may miss: along the worst route, each part once."""
    listed = routes(tree)
    if listed is None:
        return min(Fraction(1), _added(tree, miss))
    return min(Fraction(1), max(sum((miss[n] for n in r), Fraction(0)) for r in listed))


def mean_kept(tree: Tree, miss: Mapping[str, Fraction]) -> Fraction:
    """The share that is kept on average where the parts are independent."""
    listed = routes(tree)
    if listed is None:
        return max(Fraction(0), 1 - _added(tree, miss))
    return min(prod((1 - miss[name] for name in route), start=Fraction(1)) for route in listed)


def routes(tree: Tree) -> frozenset[Route] | None:
    """Every set of parts that one record can go through; None where there are too many."""
    if isinstance(tree, Leaf):
        return frozenset({frozenset({key_of(tree)})})
    below = [routes(part) for part in tree.parts]
    known = [each for each in below if each is not None]
    if len(known) < len(below):
        return None
    if isinstance(tree, OneOf):
        return frozenset(route for each in known for route in each)
    if prod(len(each) for each in known) > _MOST_ROUTES:
        return None
    return reduce(_joined, known, frozenset({frozenset[str]()}))


def _joined(left: frozenset[Route], right: frozenset[Route]) -> frozenset[Route]:
    return frozenset(one | other for one in left for other in right)


def _added(tree: Tree, miss: Mapping[str, Fraction]) -> Fraction:
    """The union bound without looking for parts that stand in two branches."""
    if isinstance(tree, Leaf):
        return miss[key_of(tree)]
    below = [_added(part, miss) for part in tree.parts]
    combine: Callable[[list[Fraction]], Fraction] = max if isinstance(tree, OneOf) else _sum
    return combine(below)


def _sum(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def key_of(leaf: Leaf) -> str:
    """What makes two leaves one part: the promise; each own handling is a part of its own."""
    return leaf.name if leaf.own is None else f"{leaf.name} {leaf.at.path}"


@lru_cache(maxsize=4096)
def few_records(parts: tuple[Part, ...], objective: Allowance) -> Shortfall | None:
    """The first count up to the limits for few records at which the leaves may miss more."""
    fewest = max([1, *(part.feed.low for part in parts)])
    limit = max([objective.few_up_to, *(part.allowance.few_up_to for part in parts)])
    for records in range(fewest, limit + 1):
        missed = min(records, sum(part.misses(records) for part in parts))
        if missed > objective.of(records):
            return Shortfall(records, missed, objective.of(records))
    return None
