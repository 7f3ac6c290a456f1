"""
Targets that are judged in one pass over the records, because they differ only in what they ask.

A *layer* is some targets with the same clock, the same slices of time and the same answers, each
for a service of its own: a record belongs to one of them at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.limits import Limits
from slaspec.measure.plan import ALL

if TYPE_CHECKING:
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import ObjectivePlan, TargetPlan
    from slaspec.measure.results import Scope
    from slaspec.records.tickets import Int32, Int64, Tickets


@dataclass(frozen=True)
class Asked:
    """A target that is to be measured, and from where."""

    plan: TargetPlan
    scope: Scope


class Layer:
    """
    Some targets with the same terms, each for a service of its own.

    Their objectives are numbered through: those of target i are `first[i]` to `first[i + 1]`.
    `plan` and `scope` are those of the first target, for whatever is the same in all of them.
    """

    def __init__(self, asked: Iterable[Asked]) -> None:
        self.asked = tuple(asked)
        self.plan, self.scope = self.asked[0].plan, self.asked[0].scope
        self.objectives: tuple[tuple[TargetPlan, ObjectivePlan], ...] = tuple(
            (each.plan, objective) for each in self.asked for objective in each.plan.objectives
        )
        self.first = (0, *accumulate(len(each.plan.objectives) for each in self.asked))
        self.names = tuple(dict.fromkeys(objective.name for _, objective in self.objectives))
        self.limits = Limits([objective for _, objective in self.objectives])
        self.dated = np.flatnonzero(self.limits.which < 0).tolist()
        self.percentiles: Bools = np.array(
            [objective.percentile is not None for _, objective in self.objectives], dtype=bool
        )

    @property
    def width(self) -> int:
        """The number of slices of time."""
        return len(self.plan.spans.slices)

    def target_of(self, tickets: Tickets) -> Int32:
        """The target that speaks of each ticket; the number of targets where none does."""
        number = {each.plan.target.service: i for i, each in enumerate(self.asked)}
        return _coded(number, tickets.services, len(self.asked))[tickets.service]

    def name_of(self, tickets: Tickets, priority: Int64) -> Int32:
        """The name of the objective for each priority, by number; the number of names for none."""
        if not self.plan.by_priority:
            return np.full(len(priority), self.names.index(ALL), dtype=np.int32)
        number = {name: i for i, name in enumerate(self.names)}
        return _coded(number, tickets.priorities, len(self.names))[priority]

    def objective_of(self, target: Int32, name: Int32) -> Int32:
        """The objective of each pair of a target and a name, -1 for none."""
        pair = target * np.int32(len(self.names) + 1) + name
        return self._objective_at.ravel().take(pair, mode="wrap")  # all are inside

    def terms_of(self, target: Int32) -> tuple[Int64, Int64]:
        """The first second of the term of each target, and the first after it."""
        begins, ends = self._terms
        if (begins == begins[0]).all() and (ends == ends[0]).all():
            return begins[:1], ends[:1]
        return begins[target], ends[target]

    def begun(self, target: Int32, name: Int32, began: Int32) -> Int64:
        """
        How many records there are by target, name and slice of time in which they began.

        Each axis has one place more: for no target, no objective, and no slice (the first).
        """
        shape = len(self.asked) + 1, len(self.names) + 1, self.width + 1
        key = (target * np.int32(shape[1]) + name) * np.int32(shape[2]) + began + np.int32(1)
        return np.bincount(key, minlength=shape[0] * shape[1] * shape[2]).reshape(shape)

    def of_others(self, begun: Int64) -> tuple[Int64, Int64, Int64, Int64]:
        """Target, objective (-1 none), slice (-1 none) and number of records of other services."""
        others = begun.sum(axis=0) - begun[:-1]
        target, name, place = others.nonzero()
        objective = self._objective_at[target, name].astype(np.int64)
        return target, objective, place - 1, others[target, name, place]

    @cached_property
    def _objective_at(self) -> Int32:
        """By target (the last row: none of them) and name (the last column: none)."""
        table = np.full((len(self.asked) + 1, len(self.names) + 1), -1, dtype=np.int32)
        for target, each in enumerate(self.asked):
            for number, objective in enumerate(each.plan.objectives, self.first[target]):
                table[target, self.names.index(objective.name)] = number
        return table

    @cached_property
    def _terms(self) -> Int64:
        return np.array([each.scope.term for each in self.asked], dtype=np.int64).T


def _coded(number: dict[str, int], words: Sequence[str], none: int) -> Int32:
    """The number of each word, and last (for a code of -1) that of none."""
    return np.array([*(number.get(word, none) for word in words), none], dtype=np.int32)
