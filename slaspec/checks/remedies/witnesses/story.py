"""Figures of windows one after the other, measured and settled by the whole engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.checks.remedies.witnesses.scale import Cells
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Base, Remedy
from slaspec.language.model.target import Binding
from slaspec.measure.plan import ALL, ObjectivePlan, Plan
from slaspec.measure.reported.reported import measure_reported
from slaspec.measure.reported.rows import Cell, FigureRow
from slaspec.measure.results import Measurements
from slaspec.measure.texts import TextPlan
from slaspec.remedies.earlier.history import History
from slaspec.remedies.pipeline import settle
from slaspec.remedies.statement import TrailStep

_EVENTS = ("outage", "incident")
_A_YEAR = 13  # and one window more
SOME_CHARGE = Decimal("100000.00")  # of a service whose charge stands on invoices


class Told(NamedTuple):
    """
    What came of the last window of a story: the amount, never below zero, and how it came about.

    `reason` is why nothing is paid.
    """

    amount: Fraction
    currency: str
    trail: tuple[TrailStep, ...]
    reason: str = ""

    def step(self, stage: str) -> TrailStep | None:
        """The last step of a stage."""
        return next((step for step in reversed(self.trail) if step.stage == stage), None)


@dataclass(frozen=True)
class Stories:
    """One remedy of one objective alone, in the first windows of the term."""

    frame: Frame
    agreement: Agreement
    objective: ObjectivePlan
    binding: Binding
    remedy: Remedy

    def told(self, rows: Sequence[Cells]) -> Told:
        """
        What the last of some windows comes to, each with the figures of one row.

        Raises as `measure_reported` and `settle` do.
        """
        windows = [window.name for window in self.frame.windows[: len(rows)]]
        return self.settled(self._measured(rows), windows)

    def settled(self, measured: Measurements, windows: Sequence[str]) -> Told:
        """What the last of some windows comes to; what was before them is not asked for."""
        begins = min(date.fromisoformat(window.first) for window in measured.windows)
        history = History(begun={(self.frame.target.target.id, self.objective.name): begins})
        statement = settle(self._alone, measured, charges=self._charges(windows), history=history)
        lines = [line for line in statement.lines if line.window.name == windows[-1]]
        quiet = next((q.reason for q in statement.quiet if q.window.name == windows[-1]), "")
        amount = sum((abs(Fraction(line.amount)) for line in lines), Fraction(0))
        return Told(amount, statement.currency, lines[0].trail if lines else (), quiet)

    @cached_property
    def seconds(self) -> int:
        """The seconds of an availability that count in each window that a story may have."""
        if self.objective.availability is None:
            return 0
        figures = {"down": "0"} if self.remedy.for_each not in _EVENTS else {"outages": "1h"}
        needed = min(self.room, self.lead + _longest(self.remedy))
        return min(each.counted for each in self._measured([figures] * needed).measured)

    @cached_property
    def lead(self) -> int:
        """How many good windows come first: one where its charge is what counts."""
        caps = (*(self.remedy.caps or ()), *(self.agreement.caps or ()))
        return int(any(map(_looks_back, (self.remedy.base, *(cap.of for cap in caps)))))

    @property
    def room(self) -> int:
        """How many windows there are."""
        return len(self.frame.windows)

    def _measured(self, rows: Sequence[Cells]) -> Measurements:
        target, windows = self.frame.target, self.frame.windows[: len(rows)]
        names = [window.name for window in windows]
        kept = tuple(window for window in target.windows if window.name in names)
        plan = dataclasses.replace(self.plan, targets=(dataclasses.replace(target, windows=kept),))
        reported = [self._row(name, row) for name, row in zip(names, rows, strict=True)]
        as_of = max(windows[-1].end, *(window.end for window in kept)) + 1
        return measure_reported((TextPlan(plan),), reported, as_of, complete=False)

    def _row(self, window: str, figures: Cells) -> FigureRow:
        name = self.objective.name
        said = {"target": self.frame.target.target.id, "window": window, **figures}
        if name != ALL:
            said["objective"] = name
        at = str(self.remedy.at.span)
        return FigureRow(at, {key: Cell(text, at) for key, text in said.items()})

    @cached_property
    def plan(self) -> Plan:
        """The plan of the target, in an agreement that has nothing else."""
        return dataclasses.replace(self.frame.plan, agreement=self._alone)

    @cached_property
    def _alone(self) -> Agreement:
        """The agreement with one target that binds one remedy."""
        target = dataclasses.replace(self.frame.target.target, remedies=(self.binding,))
        return dataclasses.replace(self.agreement, targets=(target,), remedies=(self.remedy,))

    def _charges(self, windows: Sequence[str]) -> dict[tuple[str, str], Decimal]:
        unsaid = {
            line.service
            for line in self.agreement.services or ()
            if line.charge is None or line.charge.amount is None
        }
        return {(window, service): SOME_CHARGE for window in windows for service in unsaid}


def _looks_back(base: Base | None) -> bool:
    """Whether a base is, or holds, the charge of the window before."""
    if base is None:
        return False
    within = (base.of, *(base.greater_of or ()))
    return base.previous_window is not None or any(map(_looks_back, within))


def _longest(remedy: Remedy) -> int:
    """How many windows a story of a remedy has at most."""
    if any(cap.per not in (*_EVENTS, "record", "window", "month") for cap in remedy.caps or ()):
        return _A_YEAR
    repeat, trigger = remedy.repeat, remedy.trigger
    failures = (trigger.from_failure if trigger is not None else None) or 1
    return max(failures, 1 if repeat is None else 3, len((repeat and repeat.ladder) or ()))


def first(least: int, last: int, wanted: Callable[[int], bool]) -> int | None:
    """The first number from least to last that is wanted, where all behind it are; else None."""
    if not wanted(last):
        return None
    while least < last:
        middle = (least + last) // 2
        least, last = (least, middle) if wanted(middle) else (middle + 1, last)
    return least
