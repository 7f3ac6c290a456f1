"""Records of which each leaf misses some, as tickets along one route of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from slaspec.backing.allowance import Allowance
from slaspec.backing.case import Case
from slaspec.backing.draft import Draft
from slaspec.backing.hours import clock_of
from slaspec.backing.leaf_times import metric_of
from slaspec.backing.promise import Promise
from slaspec.backing.shares import key_of
from slaspec.backing.tree import AllOf, Leaf, OneOf, Sequence, SomeOf, Tree, leaves
from slaspec.language.quantities import DAY_SECONDS, Duration
from slaspec.scenario.told import NotTold, Part, Tickets, source_of

_MOST_RECORDS = 20_000
_QUICK = 60  # seconds for which each leaf holds a record that it does not miss


class Budget(NamedTuple):
    """
    A leaf: what it may miss, and the most records beside ours in its window.

    `elsewhere` is an instant of its window outside ours, None where there is none. `apart`: of
    ours it counts the late ones alone in that window, the others in the one before or after.
    """

    case: Case
    allowance: Allowance
    per_ours: Fraction | None  # records of others for each of ours; None for any number
    beside: int | None  # records of ours in other windows of ours; None for any number
    elsewhere: int | None
    apart: bool = False

    def counted(self, ours: int, misses: int) -> int:
        """How many of our records, of which it misses some, lie in its window."""
        return misses if self.apart else ours

    def most(self, ours: int) -> int:
        """The most records in its window with so many of ours in one of our windows."""
        if self.per_ours is None or self.beside is None:
            return _MOST_RECORDS
        counted = self.counted(ours, 0) + self.beside
        return min(_MOST_RECORDS, int(counted * (1 + self.per_ours)))

    def total_for(self, misses: int, ours: int) -> int | None:
        """The least number of records with which it may miss so many; None for no number."""
        numbers = range(self.counted(ours, misses), self.most(ours) + 1)
        return next((n for n in numbers if self.allowance.of(n) >= misses), None)

    def capacity(self, ours: int) -> int:
        """How many of so many records of ours it may miss."""
        at_least = 0 if self.apart else self.allowance.of(ours)
        return min(ours, max(at_least, self.allowance.of(self.most(ours))))


class Split(NamedTuple):
    """When our records start, and the late ones of them; how many each leaf misses."""

    start: int
    late: int
    ours: int
    misses: dict[str, int]
    budgets: dict[str, Budget]


@dataclass(frozen=True)
class LateRecords:
    """Writes the tickets of a split along one route of the tree."""

    draft: Draft
    split: Split
    route: frozenset[str]

    def tickets(self) -> Tickets:
        """Late records leaf by leaf, those in time, and what lies beside ours."""
        told, (start, late_start, ours, misses, _) = Tickets(), self.split
        late = {name: missed for name, missed in misses.items() if missed}
        for name, missed in late.items():
            told.tell(self._record(late_start, late=name), count=missed)
        in_time = ours - sum(late.values())
        if in_time:
            told.tell(self._record(start), count=in_time)
        for name, missed in late.items():
            self._beside(told, self.split.budgets[name], missed)
        return told

    def _beside(self, told: Tickets, budget: Budget, misses: int) -> None:
        """Records beside ours, on which a leaf misses none, in its window."""
        total = budget.total_for(misses, self.split.ours)
        assert total is not None  # the split has made sure
        left = total - budget.counted(self.split.ours, misses)
        if left and budget.elsewhere is not None:
            taken = left if budget.beside is None else min(left, budget.beside)
            told.tell(self._record(budget.elsewhere), count=taken)
            left -= taken
        if left:
            at = self.split.start if budget.elsewhere is None else budget.elsewhere
            told.tell([self._of_others(budget.case, at)], count=left)

    def _of_others(self, case: Case, start: int) -> Part:
        """A record of somebody else, or of another priority, that only the leaf judges."""
        objective, promise = self.draft.objective, case.promise
        alone = source_of(promise) != source_of(objective)
        if not alone and promise.target.service == objective.target.service:
            raise NotTold(
                f"{promise.name} and the objective are measured on the same records of"
                f" '{source_of(promise)}': nothing there tells the records of others from ours, so"
                " no records show it kept"
            )
        return Part(promise, start, start + self._quick)

    @property
    def _quick(self) -> int:
        promises = [self.draft.objective, *(case.promise for case in self.draft.each_case)]
        limits = [_seconds(promise) for promise in promises]
        return _QUICK if min(limits) > _QUICK * (len(limits) + 1) else 0

    def _record(self, start: int, late: str = "") -> list[Part]:
        end, parts = self._parts(self.draft.tree, start, start, late)
        return [Part(self.draft.objective, start, end), *parts]

    def _parts(self, tree: Tree, start: int, at: int, late: str) -> tuple[int, list[Part]]:
        """When a tree ends that takes over at an instant, and its parts."""
        if isinstance(tree, Leaf):
            return self._leaf(tree, start, at, late)
        if isinstance(tree, Sequence):
            parts: list[Part] = []
            for each in tree.parts:
                at, more = self._parts(each, start, at, late)
                parts += more
            return at, parts
        ends = [self._parts(branch, start, at, late) for branch in self._taken(tree)]
        return max(end for end, _ in ends), [part for _, more in ends for part in more]

    def _taken(self, tree: AllOf | OneOf | SomeOf) -> tuple[Tree, ...]:
        """The branches that the record goes through: all in parallel, or the one of our route."""
        if isinstance(tree, AllOf):
            return tree.parts
        on_route = (b for b in tree.parts if {key_of(leaf) for leaf in leaves(b)} <= self.route)
        return (next(on_route, tree.parts[0]),)

    def _leaf(self, leaf: Leaf, start: int, at: int, late: str) -> tuple[int, list[Part]]:
        if leaf.promise is None:
            return at, []
        objective, case = self.draft.objective, self.draft.cases[id(leaf)]
        same_start = metric_of(leaf.promise).start == metric_of(objective).start
        from_start = same_start and case.same_source
        begin, end = start if from_start else at, at + self._quick
        if leaf.promise.name == late:
            end = max(self._exceeded(leaf.promise, begin), self._exceeded(objective, start))
        return end, [Part(leaf.promise, begin, end)]

    def _exceeded(self, promise: Promise, begin: int) -> int:
        """The first whole minute at which a promise is missed by a record from an instant on."""
        import numpy as np

        within = promise.objective.within
        hours = self.draft.library.hours(promise.hours)
        if not isinstance(within, Duration) or hours is None:
            return begin + (3 * _days(promise) + 14) * DAY_SECONDS
        for days in count(30, 300):
            clock = clock_of(hours, begin, begin + days * DAY_SECONDS)
            ends, known = clock.latest(np.array([begin], dtype=np.int64), within.seconds)
            if known[0]:
                return -(-(int(ends[0]) + 1) // 60) * 60
            if clock.last >= hours.end:
                break
        raise NotTold(f"calendar {hours.id} is not known for long enough to miss {promise.name}")


def _seconds(promise: Promise) -> int:
    within = promise.objective.within
    return within.seconds if isinstance(within, Duration) else DAY_SECONDS


def _days(promise: Promise) -> int:
    within = promise.objective.within
    return 0 if within is None or isinstance(within, Duration) else within.working_days
