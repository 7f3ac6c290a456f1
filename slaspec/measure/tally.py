"""What a part of the records says about one target: counts that add up, in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from slaspec.measure.results import EMPTY

if TYPE_CHECKING:
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Miss, WindowSpan
    from slaspec.measure.seconds import Seconds

_Key = TypeVar("_Key")


class Key(NamedTuple):
    """A cell of the result: objective and slice of time by position in the plan."""

    objective: int
    window: int


@dataclass(frozen=True)
class Partial:
    """
    Integer counts of one target, objective and slice of time from any part of the records.

    `values` are exact figures of the counted records (scores, say), each with how often it occurs;
    `times` are the seconds of their clocks where a percentile of them is asked for; `intervals`
    are good and all records by interval; `latest` is the last instant with a figure, and the
    figures that were reported then; `misses` are the records that missed where a remedy asks for
    each. Partials of disjoint parts add up to the partial of the whole, in any order.
    """

    met: int = 0
    missed: int = 0
    open: int = 0
    excluded: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    missed_ids: tuple[str, ...] = ()
    values: Mapping[int | Fraction, int] = field(default_factory=lambda: EMPTY)
    intervals: Mapping[int, tuple[int, int]] = field(default_factory=lambda: EMPTY)
    latest: tuple[int, frozenset[Fraction]] | None = None
    times: Seconds | None = None
    misses: tuple[Miss, ...] = ()

    @property
    def counted(self) -> int:
        """Records that are decided: met and missed."""
        return self.met + self.missed

    def __add__(self, other: Partial) -> Partial:
        intervals = dict(self.intervals)
        for number, (good, total) in other.intervals.items():
            before = intervals.get(number, (0, 0))
            intervals[number] = (before[0] + good, before[1] + total)
        return Partial(
            met=self.met + other.met,
            missed=self.missed + other.missed,
            open=self.open + other.open,
            excluded=dict(sorted(_added(self.excluded, other.excluded).items())),
            missed_ids=tuple(sorted((*self.missed_ids, *other.missed_ids))),
            values=_added(self.values, other.values),
            intervals=intervals,
            latest=_later(self.latest, other.latest),
            times=_joined(self.times, other.times),
            misses=tuple(sorted((*self.misses, *other.misses), key=in_order)),
        )


def in_order(miss: Miss) -> tuple[str, int]:
    """By id, and of one record clock by clock."""
    return miss.id, miss.begin or 0


def total(partials: Sequence[Partial]) -> Partial:
    """The partial of several parts or slices together."""
    return reduce(add, partials) if partials else Partial()


def in_span(whole: Tally, plan: TargetPlan, objective: int, span: WindowSpan) -> Partial:
    """The counts of an objective in a span: the sum over the slices of which it is made."""
    cells = whole.cells
    keys = [(objective, i) for i in plan.spans.slices_in(span)]
    return total([cells[key] for key in keys if key in cells])


def _added(one: Mapping[_Key, int], other: Mapping[_Key, int]) -> dict[_Key, int]:
    return dict(Counter(one) + Counter(other)) if one and other else dict(one or other)


def _joined(one: Seconds | None, other: Seconds | None) -> Seconds | None:
    return one + other if one is not None and other is not None else one or other


_Latest = tuple[int, frozenset[Fraction]] | None


def _later(one: _Latest, other: _Latest) -> _Latest:
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        return one[0], one[1] | other[1]
    return max(one, other, key=lambda latest: latest[0])


class Comparison(NamedTuple):
    """Counted clocks with a verdict of the tool, by objective, and the ids that differ."""

    both_met: int
    both_missed: int
    only_ours_met: int
    only_tool_met: int
    differing: tuple[str, ...]

    def plus(self, other: Comparison) -> Comparison:
        """The comparison over two disjoint parts."""
        return Comparison(
            self.both_met + other.both_met,
            self.both_missed + other.both_missed,
            self.only_ours_met + other.only_ours_met,
            self.only_tool_met + other.only_tool_met,
            tuple(sorted((*self.differing, *other.differing))),
        )


class Tally(NamedTuple):
    """
    What one part of the records says about one target.

    `cells` maps sortable keys to values that add up: for records a `Partial` by `Key`.
    `unassigned` are records that lie in no cell, by reason; `tool` compares by objective;
    `backwards` counts pauses that end before they begin.
    """

    cells: Mapping[Any, Any]
    unassigned: Mapping[str, int]
    tool: Mapping[int, Comparison]
    backwards: int


def merge(parts: Sequence[Tally]) -> Tally:
    """The tally of the whole: parts add up in any order."""
    cells: dict[Any, Any] = {}
    unassigned: Counter[str] = Counter()
    tool: dict[int, Comparison] = {}
    for part in parts:
        for key, partial in part.cells.items():
            cells[key] = cells[key] + partial if key in cells else partial
        unassigned.update(part.unassigned)
        for objective, compared in part.tool.items():
            tool[objective] = tool[objective].plus(compared) if objective in tool else compared
    return Tally(
        dict(sorted(cells.items())),
        dict(sorted(unassigned.items())),
        dict(sorted(tool.items())),
        sum(part.backwards for part in parts),
    )
