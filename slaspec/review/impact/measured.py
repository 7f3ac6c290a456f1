"""What two texts measure: what both measure alike is measured once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from slaspec.language.model import DataSource
from slaspec.language.model.node import NOWHERE
from slaspec.measure.results import Measurements

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.results import Measured

    Pairs = tuple[Measurements | None, Measurements | None]


@dataclass(frozen=True)
class Both:
    """The plans of one agreement before and after; None where there is no such agreement."""

    before: Plan | None
    after: Plan | None

    @property
    def sides(self) -> tuple[Plan, ...]:
        """The plans that there are."""
        return tuple(plan for plan in (self.before, self.after) if plan is not None)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """What has to be measured: the first whole, of the second what the first does not have."""
        if self.before is None or self.after is None:
            return self.sides
        own = tuple(each for each in self.after.targets if each.target.id not in self._shared)
        rest = dataclasses.replace(self.after, targets=own)
        return (self.before, rest) if own else (self.before,)

    @property
    def is_same(self) -> bool:
        """Whether both measure the same, in the same order."""
        if self.before is None or self.after is None:
            return False
        ids = [[each.target.id for each in plan.targets] for plan in self.sides]
        return len(self.plans) == 1 and ids[0] == ids[1]

    def split(self, found: Sequence[Measurements]) -> Pairs:
        """The verdicts of each side, of those of `plans`."""
        if self.before is None or self.after is None:
            return (None, found[0]) if self.before is None else (found[0], None)
        if self.is_same:
            return found[0], found[0]
        by_target: dict[str, list[Measured]] = {}
        for each in _of(found[0], self._shared):
            by_target.setdefault(each.target, []).append(each)
        for each in found[1].measured if len(found) > 1 else ():
            by_target.setdefault(each.target, []).append(each)
        ids = [each.target.id for each in self.after.targets]
        measured = tuple(one for id in ids for one in by_target.get(id, ()))
        windows = tuple(sorted({one.window for one in measured}))
        return found[0], Measurements(self.after.agreement.id, windows, measured)

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The targets that both measure alike."""
        assert self.before is not None
        assert self.after is not None
        if _scope(self.before) != _scope(self.after):
            return frozenset()
        before = {each.target.id: each for each in self.before.targets}
        return frozenset(
            each.target.id
            for each in self.after.targets
            if each.target.id in before and alike(before[each.target.id], each)
        )


def _of(found: Measurements, targets: frozenset[str]) -> Iterator[Measured]:
    return (each for each in found.measured if each.target in targets)


def _scope(plan: Plan) -> tuple[object, ...]:
    return plan.zone, plan.agreement.effective


def alike(one: TargetPlan, other: TargetPlan) -> bool:
    """Whether two targets have the same verdicts on any records."""
    return _terms(one) == _terms(other)


def _terms(plan: TargetPlan) -> tuple[object, ...]:
    """All that decides a verdict: places, prose, backing and remedies do not."""
    target = plan.target
    return (
        (target.id, target.service, target.objective is None, tuple(target.objectives or ())),
        (plan.metric, reading(plan.source), plan.answers),
        tuple(dataclasses.replace(each, at=NOWHERE) for each in plan.objectives),
        (plan.windows, plan.spans, plan.ranked, plan.period_days, plan.relief, plan.needs),
    )


def reading(source: DataSource) -> DataSource:
    """A data source without what does not decide how its records are read."""
    return dataclasses.replace(source, title="", description=None, sample=None, histories=None)
