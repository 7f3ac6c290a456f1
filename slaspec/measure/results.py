"""What measuring gives: one `Measured` per target, objective and window, as integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from slaspec.language.model.node import NOWHERE, Place

Verdict = Literal["met", "missed", "not_measured", "excused"]


@dataclass(frozen=True, order=True)
class WindowSpan:
    """
    A window of the agreement: its name (`2026-04`) and its seconds, start inside, end outside.

    `first` and `last` are its first and last local date as ISO text.
    """

    start: int
    end: int
    name: str
    first: str
    last: str


@dataclass(frozen=True)
class Partial:
    """
    Integer counts of one target, objective and window from any part of the records.

    Partials of disjoint parts add up to the partial of the whole, in any order.
    """

    met: int = 0
    missed: int = 0
    open: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    missed_ids: tuple[str, ...] = ()

    def __add__(self, other: Partial) -> Partial:
        reasons = sorted({*self.excluded, *other.excluded})
        return Partial(
            met=self.met + other.met,
            missed=self.missed + other.missed,
            open=self.open + other.open,
            excluded={r: self.excluded.get(r, 0) + other.excluded.get(r, 0) for r in reasons},
            missed_ids=tuple(sorted((*self.missed_ids, *other.missed_ids))),
        )


@dataclass(frozen=True)
class Measured:
    """
    The verdict on one objective in one window.

    `value` is the exact share (or availability, or figure) and None where nothing was measured;
    `objective` is the priority, or `all`. `reason` says why there is no verdict. `open` records
    are not counted and could still add up to misses. `at` is the place of the objective.
    """

    target: str
    objective: str
    window: WindowSpan
    verdict: Verdict
    met: int = 0
    counted: int = 0
    open: int = 0
    value: Fraction | None = None
    unit: str = "%"
    reason: str = ""
    excluded: Mapping[str, int] = field(default_factory=dict)
    missed_ids: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True)
class ToolComparison:
    """slaspec's verdict against the tool's own, over the records that have both."""

    target: str
    objective: str
    both_met: int
    both_missed: int
    only_slaspec_met: int
    only_tool_met: int
    differing_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measurements:
    """
    Everything measured for one agreement over some windows.

    `unassigned` counts the records that lie in no window and objective, by `target: reason`.
    `backwards` counts, by target, pauses that end before they begin: data errors, dropped.
    """

    agreement: str
    windows: tuple[WindowSpan, ...]
    measured: tuple[Measured, ...]
    tool: tuple[ToolComparison, ...] = ()
    unassigned: Mapping[str, int] = field(default_factory=dict)
    backwards: Mapping[str, int] = field(default_factory=dict)
