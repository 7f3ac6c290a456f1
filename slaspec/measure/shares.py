"""Good and all records of each cell, one by one or as counts that a source has made itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.cells import COUNTED
from slaspec.measure.distinct import distinct
from slaspec.measure.numbers import column_of
from slaspec.measure.tally import Key, Partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slaspec.language.model.node import Place
    from slaspec.measure.cells import Judged, LeftOut
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int64, Tickets

_Sums = dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Counts:
    """Good and all records of each entry, as codes of the distinct numbers."""

    good: Int64
    total: Int64
    goods: tuple[Fraction, ...]
    totals: tuple[Fraction, ...]

    def of(self, owner: Int64) -> Counts:
        """The counts of some rows."""
        return replace(self, good=self.good[owner], total=self.total[owner])

    def leave_out(self, left_out: LeftOut) -> None:
        """Leave out what counts nothing that could be: no numbers, or more good ones than all."""
        left_out.mark((self.good < 0) | (self.total < 0), "a count that is missing")
        pairs, position = np.unique(np.stack([self.good, self.total]), axis=1, return_inverse=True)
        wrong = [not self._can_be(good, total) for good, total in pairs.T.tolist()]
        left_out.mark(np.array(wrong, dtype=bool)[position.ravel()], "more good records than all")

    def _can_be(self, good: int, total: int) -> bool:
        if min(good, total) < 0:
            return False
        one, all_ = self.goods[good], self.totals[total]
        return one.denominator == all_.denominator == 1 and 0 <= one <= all_


def counts_of(records: Tickets | Figures, place: Place) -> Counts:
    """The counts that a source has made itself, in its columns `good` and `total`."""
    good, total = (column_of(records, key, place) for key in ("good", "total"))
    return Counts(good.code, total.code, good.values, total.values)


def of_good(good: Bools) -> Counts:
    """Single records: each is one, and good or not."""
    ones = np.zeros(len(good), dtype=np.int64)
    return Counts(good.astype(np.int64), ones, (Fraction(0), Fraction(1)), (Fraction(1),))


def with_sums(
    cells: Mapping[Key, Partial],
    judged: Judged,
    at: Int64,
    counts: Counts,
    plan: TargetPlan,
    interval: int | None,
) -> dict[Key, Partial]:
    """
    The cells with the sums of their good and all records.

    With `interval` (in seconds, counted from the begin of each slice of time) each cell also holds
    the sums of its intervals.
    """
    sums: dict[Key, _Sums] = {}
    for key, number, good, total in _added(judged, at, counts, plan, interval):
        found = sums.setdefault(key, {})
        before = found.get(number, (0, 0))
        found[number] = (before[0] + good, before[1] + total)
    return {
        key: _summed(cell, sums.get(key, {}), in_intervals=interval is not None)
        for key, cell in cells.items()
    }


def _added(
    judged: Judged, at: Int64, counts: Counts, plan: TargetPlan, interval: int | None
) -> Iterator[tuple[Key, int, int, int]]:
    """Cell, interval, good and all records of the entries that count, equal ones together."""
    which = np.flatnonzero(judged.fate == COUNTED)
    if not len(which):
        return
    window, number = judged.window[which].astype(np.int64), np.zeros(len(which), dtype=np.int64)
    if interval is not None:
        begins = np.array([begin for begin, _ in plan.spans.slices], dtype=np.int64)
        number = (at[which] - begins[window]) // interval
    objective = judged.objective[which].astype(np.int64)
    good, total = counts.good[which], counts.total[which]
    rows, times = distinct(objective, window, number, good, total)
    for (*cell, place, one, all_), count in zip(rows, times, strict=True):
        yield (
            Key(*cell),
            place,
            int(counts.goods[one]) * count,
            int(counts.totals[all_]) * count,
        )


def _summed(cell: Partial, sums: _Sums, *, in_intervals: bool) -> Partial:
    good, total = (sum(pair[i] for pair in sums.values()) for i in (0, 1))
    filled = {number: pair for number, pair in sorted(sums.items()) if pair[1]}
    return replace(cell, met=good, missed=total - good, intervals=filled if in_intervals else {})
