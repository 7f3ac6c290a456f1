"""What measuring gives: one `Measured` per target, objective and window, as integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from slaspec.language.model.node import NOWHERE, Place

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone

EMPTY: Mapping[Any, Any] = {}  # one for all: a long history has counts by the ten thousand

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


class Scope(NamedTuple):
    """
    From where a measurement looks: what was known at `as_of`, the agreement's zone, its term.

    `as_of` is in UTC seconds; `term` are the first second of the term and the first after it.
    """

    as_of: int
    zone: Zone
    term: tuple[int, int]


class Days(NamedTuple):
    """Dates of the agreement's zone: how many some time touches, and how many it fills."""

    touched: int
    filled: int


class Miss(NamedTuple):
    """
    One record that missed its limit or was not good, or one outage that counts.

    `begin` and `end` are UTC seconds; `end` is None while it lasts, both where nobody said. `size`
    is how long the record took on its clock, or how long the outage was down, in seconds; `late`
    by how many seconds a record exceeded its limit; `days` and `late_days` are the dates of this
    time. Each is None where nobody knows it. `incident` is the number of the incident behind it,
    `others` are the outages that merged with it, `fields` are columns that a remedy names. `origin`
    is where an outage was told: without the number of an incident it is none but itself there.
    """

    id: str
    begin: int | None = None
    end: int | None = None
    size: Fraction | None = None
    late: Fraction | None = None
    days: Days | None = None
    late_days: Days | None = None
    incident: str = ""
    others: tuple[str, ...] = ()
    fields: Mapping[str, str] = EMPTY
    origin: str = ""


class Reading(NamedTuple):
    """
    What was measured of one objective in one window, before it is judged.

    `value` is a share (0 to 1, unit `%`) or a figure in `unit`; None where there is none. `met` of
    `counted` records kept their limit or were good; for an availability `down` of `counted` are
    seconds. `sample` is the number of records or answers behind the value, None where it has no
    meaning. With `no_data` nobody measured, which is another question than nothing happened.
    `misses` are told where a remedy is paid for each of them, `days` of down time where it is paid
    by the date.
    """

    value: Fraction | None
    unit: str = "%"
    met: int = 0
    counted: int = 0
    open: int = 0
    sample: int | None = None
    down: Fraction | None = None
    excluded: Mapping[str, int] = EMPTY
    missed_ids: tuple[str, ...] = ()
    reason: str = ""
    no_data: bool = False
    misses: tuple[Miss, ...] = ()
    days: Days | None = None


@dataclass(frozen=True)
class Measured:
    """
    The verdict on one objective in one window.

    `value` is the exact share (or availability, or figure in `unit`) and None where nothing was
    measured; `objective` is the priority, or `all`. `reason` says why there is no verdict, or what
    decided in place of the value. `met` of `counted` are records; where `down` is given (an
    availability) `counted`, `down` and `excluded` are seconds. `open` records are not counted and
    could still add up to misses. `judged` is the value that was compared where the contract
    smooths it with the window before. `misses` are the records that missed, or the outages, one by
    one: only where a remedy is paid for each. `days` are the dates with down time, where a remedy
    counts them. `at` is the place of the objective; `version` that of the text that judged it,
    where an amendment in the period makes several.
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
    down: Fraction | None = None
    judged: Fraction | None = None
    version: str = ""
    misses: tuple[Miss, ...] = ()
    days: Days | None = None


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
