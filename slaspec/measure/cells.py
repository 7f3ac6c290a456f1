"""What becomes of records: every record lands in exactly one cell or one named reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from slaspec.service_time.bulk import grid_step

if TYPE_CHECKING:
    from slaspec.measure.known import Bools
    from slaspec.measure.misses import Spent
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.spans import Slice
    from slaspec.records.tickets import Int8, Int32, Int64

COUNTED, OPEN, LEFT_OUT = 0, 1, 2
_MOST_CELLS = 1 << 20


@dataclass(frozen=True)
class Judged:
    """
    The records of some targets (of a duration: their clocks), one entry each.

    `objective` numbers the objectives (-1 none), `fate` is counted, open or left out, `met` holds
    for counted ones (kept its limit, or good), `window` numbers the slices of time (-1 for none of
    them), `reason` indexes `reasons` for those left out (-1 none). `elapsed` are the seconds of
    each clock where a percentile of them is asked for, `spent` is its time where a remedy asks for
    it. Where several targets are judged together, `target` numbers them, and `begun` says how many
    records each of them does not speak of.
    """

    owner: Int64
    objective: Int32
    fate: Int8
    met: Bools
    window: Int32
    reason: Int8
    reasons: tuple[str, ...]
    elapsed: Int64 | None = None
    target: Int32 | None = None
    begun: Int64 | None = None
    spent: Spent | None = None

    def taken(self, which: Int64) -> Judged:
        """Some of the entries, by position."""
        return replace(
            self,
            owner=self.owner[which],
            objective=self.objective[which],
            fate=self.fate[which],
            met=self.met[which],
            window=self.window[which],
            reason=self.reason[which],
            elapsed=None if self.elapsed is None else self.elapsed[which],
            target=None if self.target is None else self.target[which],
            spent=None if self.spent is None else self.spent.taken(which),
        )


class LeftOut:
    """The first reason, in the order asked, for which each record does not count."""

    def __init__(self, count: int) -> None:
        self.reason = np.full(count, -1, dtype=np.int8)
        self.reasons: list[str] = []

    def mark(self, which: Bools, reason: str) -> None:
        """Leave out those of a mask that are not left out already."""
        self.reasons.append(reason)
        if which.any():
            self.reason[(self.reason < 0) & which] = len(self.reasons) - 1


def slice_of(plan: TargetPlan, instants: Int64) -> Int32:
    """The slice of time that each instant lies in, -1 for none."""
    return _slices(plan.spans.slices).of(instants)


@lru_cache(maxsize=64)
def _slices(slices: tuple[Slice, ...]) -> _Slices:
    return _Slices(slices)


class _Slices:
    """Slices of time, by one look into a table where all their edges lie on a common step."""

    def __init__(self, slices: tuple[Slice, ...]) -> None:
        self._starts, self._ends = np.array(slices, dtype=np.int64).reshape(-1, 2).T
        edges = [edge for span in slices for edge in span]
        self._first, self._last = min(edges, default=0), max(edges, default=0)
        step = grid_step(edges, self._first, self._last, _MOST_CELLS) if slices else 0
        self._step = np.int32(step)
        if step:  # one cell more at both ends, for what lies outside
            cells = np.arange(self._first - step, self._last + step, step)
            self._table = self._searched(cells)

    def of(self, instants: Int64) -> Int32:
        """The slice of each instant, -1 for none."""
        if not self._step:
            return self._searched(instants)
        before = self._first - int(self._step)
        if len(instants) and (instants.min() < before or instants.max() > self._last):
            instants = np.clip(instants, before, self._last)
        number = np.empty(len(instants), dtype=np.int32)
        np.subtract(instants, before, out=number, casting="unsafe")
        number //= self._step
        return self._table.take(number, mode="wrap")  # all are inside: this asks no more

    def _searched(self, instants: Int64) -> Int32:
        if not len(self._starts):
            return np.full(len(instants), -1, dtype=np.int32)
        found = np.searchsorted(self._starts, instants, side="right") - 1
        inside = (found >= 0) & (instants < self._ends[found])
        return np.where(inside, found, -1).astype(np.int32)
