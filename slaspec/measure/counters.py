"""What is counted while the records pass by: targets on one clock together, others one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from slaspec.measure.kinds import kind_of
from slaspec.measure.layer import Asked
from slaspec.measure.shared_clock import shared_clocks
from slaspec.measure.tally import Tally, merge


class Counter(Protocol):
    """Counts for some targets; `counts` can be handed over from one process to another."""

    counts: list[Any]

    def add(self, records: Any, /) -> None:
        """Count a part of the records."""

    def plus(self, counts: Sequence[Any], /) -> None:
        """Add what was counted of other parts for the same targets."""

    def tallies(self) -> list[tuple[Asked, Tally]]:
        """The tally of each target."""


class OneByOne:
    """One target, and the tally of each part."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self.counts: list[Tally] = []

    def add(self, records: Any) -> None:
        """Count a part of the records."""
        plan, scope = self._asked.plan, self._asked.scope
        self.counts.append(kind_of(plan.metric).tally(records, plan, scope))

    def plus(self, counts: Sequence[Tally]) -> None:
        """Add the tallies of other parts."""
        self.counts += counts

    def tallies(self) -> list[tuple[Asked, Tally]]:
        """The tally of the whole."""
        return [(self._asked, merge(self.counts))]


def counters(asked: Iterable[Asked]) -> list[Counter]:
    """Counters for some targets, each of which is in exactly one."""
    all_ = tuple(asked)
    of_clocks = [each for each in all_ if each.plan.metric.kind == "duration"]
    others = [each for each in all_ if each.plan.metric.kind != "duration"]
    return [*shared_clocks(of_clocks), *map(OneByOne, others)]
