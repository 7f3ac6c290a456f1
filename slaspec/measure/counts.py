"""From judged records to counts by cell: arrays that add up part by part, and become tallies."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.cells import COUNTED, LEFT_OUT, OPEN, Judged
from slaspec.measure.results import EMPTY
from slaspec.measure.seconds import Packed
from slaspec.measure.tally import Comparison, Key, Partial, Tally, in_order
from slaspec.records.tickets import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.measure.known import Bools
    from slaspec.measure.misses import Teller
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Miss
    from slaspec.records.tickets import Int8, Int64

    Named = list[tuple[int, str]]
    Reasons = dict[int, dict[str, int]]
    Others = tuple[Int64, Int64, Int64, Int64]

OTHERS = "another service"
NOBODY = (np.empty(0, dtype=np.int64),) * 4


def tally_of(
    judged: Judged, plan: TargetPlan, ids: Sequence[str], told: Teller | None = None
) -> Tally:
    """
    The counts of some judged records of one target; `ids` are those of their owners.

    Without `ids` it is not said which records missed. `told` tells of each one that did.
    """
    counts = Counts((0, len(plan.objectives)), len(plan.spans.slices))
    counts.add(judged, ids, told=told)
    return counts.tallies()[0]


class Counts:
    """
    Counts of judged records by objective and slice of time, of one or several targets.

    The objectives of target i are `first[i]` to `first[i + 1]`; `width` is the number of slices. A
    record that is left out is shown in the objective and slice that it would have had. Counts of
    disjoint parts add up, in any order.
    """

    def __init__(self, first: Sequence[int], width: int) -> None:
        self._first, self._width = tuple(first), width
        self._reasons: tuple[str, ...] = ()
        self._counted = np.zeros((first[-1] * width, 2), dtype=np.int64)  # missed, met
        self._open = np.zeros(first[-1] * width, dtype=np.int64)
        self._excluded = np.zeros((first[-1] * width, 0), dtype=np.int64)  # by reason
        self._unassigned = np.zeros((len(first) - 1, 0), dtype=np.int64)
        self._compared: Int64 | None = None  # by objective: theirs x ours
        self._missed: Named = []  # cell and id
        self._misses: list[tuple[int, Miss]] = []  # cell and what a remedy asks of the record
        self._differing: Named = []  # objective and id
        self._times = Packed()
        self.begun: Int64 | None = None
        self.backwards = 0

    def add(
        self,
        judged: Judged,
        ids: Sequence[str],
        theirs: Int8 | None = None,
        told: Teller | None = None,
    ) -> None:
        """
        Count some judged records; `ids` are those of all owners.

        `theirs` is the verdict of the source's own tool on each entry, `NO_CODE` where it has none;
        `told` tells of each record that missed, where a remedy asks for it.
        """
        self._know(judged.reasons)
        counted = judged.fate == COUNTED
        cell = judged.objective.astype(np.int64) * self._width + judged.window
        before = self._total()
        self._count(cell, counted, judged)
        if not counted.all():
            self._open += np.bincount(cell[judged.fate == OPEN], minlength=len(self._open))
            self._leave_out(cell, judged)
        if len(ids):
            missed = np.flatnonzero(counted & ~judged.met)
            self._missed += _named(cell[missed], ids, judged.owner[missed])
            if told is not None:
                misses = told(missed.tolist(), judged.owner[missed].tolist())
                self._misses += zip(cell[missed].tolist(), misses, strict=True)
        if theirs is not None:
            self._compare(judged, np.flatnonzero(counted & (theirs != NO_CODE)), theirs, ids)
        if judged.begun is not None:
            self.begun = judged.begun if self.begun is None else self.begun + judged.begun
        assert self._total() - before == len(judged.owner), "a record was lost"

    def plus(self, other: Counts) -> None:
        """Add the counts of a disjoint part."""
        if other._reasons:
            self._know(other._reasons)
            self._excluded += other._excluded
            self._unassigned += other._unassigned
        self._counted += other._counted
        self._open += other._open
        self._compared = _sum(self._compared, other._compared)
        self.begun = _sum(self.begun, other.begun)
        self._missed += other._missed
        self._misses += other._misses
        self._differing += other._differing
        self._times.plus(other._times)
        self.backwards += other.backwards

    def tallies(self, others: Others = NOBODY) -> list[Tally]:
        """
        The tally of each target.

        `others` are the records of which it does not speak: target, objective and slice (-1 where
        they have none), and how many.
        """
        excluded, unassigned = self._left_out(others)
        partials, differing = self._partials(excluded), _ids_of(self._differing)
        return [
            Tally(
                partials[target],
                unassigned.get(target, {}),
                self._comparisons(begin, end, differing),
                self.backwards,
            )
            for target, (begin, end) in enumerate(pairwise(self._first))
        ]

    def _know(self, reasons: tuple[str, ...]) -> None:
        """The reasons for which records are left out: always the same ones."""
        if not self._reasons:
            self._reasons = reasons
            self._excluded = np.zeros((len(self._open), len(reasons)), dtype=np.int64)
            self._unassigned = np.zeros((len(self._first) - 1, len(reasons)), dtype=np.int64)
        assert self._reasons == reasons, "the same targets leave out for the same reasons"

    def _total(self) -> int:
        arrays = self._counted, self._open, self._excluded, self._unassigned
        return sum(int(array.sum()) for array in arrays)

    def _count(self, cell: Int64, counted: Bools, judged: Judged) -> None:
        met, elapsed = judged.met, judged.elapsed
        if not counted.all():
            cell, met = cell[counted], met[counted]
            elapsed = None if elapsed is None else elapsed[counted]
        counts = np.bincount(cell * 2 + met, minlength=self._counted.size)
        self._counted += counts.reshape(self._counted.shape)
        if elapsed is not None:
            self._times.add(cell, elapsed)

    def _leave_out(self, cell: Int64, judged: Judged) -> None:
        out = judged.fate == LEFT_OUT
        placed = out & (judged.window >= 0)
        key = cell[placed] * len(self._reasons) + judged.reason[placed]
        counts = np.bincount(key, minlength=self._excluded.size)
        self._excluded += counts.reshape(self._excluded.shape)
        nowhere = np.flatnonzero(out & (judged.window < 0))
        target = 0 if judged.target is None else judged.target[nowhere].astype(np.int64)
        counts = np.bincount(
            target * len(self._reasons) + judged.reason[nowhere], minlength=self._unassigned.size
        )
        self._unassigned += counts.reshape(self._unassigned.shape)

    def _compare(self, judged: Judged, both: Int64, theirs: Int8, ids: Sequence[str]) -> None:
        objective, ours = judged.objective[both].astype(np.int64), judged.met[both]
        tool = theirs[both] == 1
        counts = np.bincount(objective * 4 + tool * 2 + ours, minlength=4 * self._first[-1])
        self._compared = _sum(self._compared, counts.reshape(-1, 4))
        if len(ids):
            differ = ours != tool
            self._differing += _named(objective[differ], ids, judged.owner[both[differ]])

    def _left_out(self, others: Others) -> tuple[Reasons, Reasons]:
        """Why records are left out, by cell and (those in none) by target."""
        target, objective, place, count = others
        placed = (objective >= 0) & (place >= 0)
        cells, targets = (np.zeros(len(each), np.int64) for each in (self._open, self._unassigned))
        np.add.at(cells, objective[placed] * self._width + place[placed], count[placed])
        np.add.at(targets, target[~placed], count[~placed])
        reasons = (*self._reasons, OTHERS)
        return (
            _by_reason(np.column_stack((self._excluded, cells)), reasons),
            _by_reason(np.column_stack((self._unassigned, targets)), reasons),
        )

    def _partials(self, excluded: Reasons) -> list[dict[Key, Partial]]:
        """By target, the partial of each cell in which there is something."""
        times, missed = dict(self._times.by_cell(len(self._open))), _ids_of(self._missed)
        misses = _by_cell(self._misses)
        filled = self._counted.any(axis=1) | (self._open > 0)
        filled[list(excluded)] = True
        cells = np.flatnonzero(filled)
        objective, place = divmod(cells, self._width)
        target = np.searchsorted(self._first, objective, side="right") - 1
        found: list[dict[Key, Partial]] = [{} for _ in self._first[1:]]
        number = objective - np.array(self._first)[target]
        columns = cells, target, number, place, self._open[cells], *self._counted[cells].T
        for cell, of, *key, running, not_met, met in zip(
            *(c.tolist() for c in columns), strict=True
        ):
            found[of][Key(*key)] = Partial(
                met=met,
                missed=not_met,
                open=running,
                excluded=excluded.get(cell, EMPTY),
                missed_ids=missed.get(cell, ()),
                times=times.get(cell),
                misses=misses.get(cell, ()),
            )
        return found

    def _comparisons(
        self, begin: int, end: int, differing: Mapping[int, tuple[str, ...]]
    ) -> dict[int, Comparison]:
        if self._compared is None:
            return {}
        return {
            number: Comparison(
                both_met=both_met,
                both_missed=both_missed,
                only_ours_met=ours,
                only_tool_met=theirs,
                differing=differing.get(begin + number, ()),
            )
            for number, (both_missed, ours, theirs, both_met) in enumerate(
                self._compared[begin:end].tolist()
            )
        }


def _by_reason(counts: Int64, reasons: Sequence[str]) -> Reasons:
    """By row, the number for each reason, sorted by its name."""
    by_name = sorted(range(len(reasons)), key=reasons.__getitem__)
    counts = counts[:, by_name]
    rows, codes = counts.nonzero()
    found: Reasons = {}
    for row, code, count in zip(
        rows.tolist(), codes.tolist(), counts[rows, codes].tolist(), strict=True
    ):
        of_row, reason = found.setdefault(row, {}), reasons[by_name[code]]
        of_row[reason] = of_row.get(reason, 0) + count
    return found


def _ids_of(named: Named) -> dict[int, tuple[str, ...]]:
    """The ids by number, sorted."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, id in named:
        found[number].append(id)
    return {number: tuple(sorted(ids)) for number, ids in found.items()}


def _by_cell(misses: list[tuple[int, Miss]]) -> dict[int, tuple[Miss, ...]]:
    found: defaultdict[int, list[Miss]] = defaultdict(list)
    for cell, miss in misses:
        found[cell].append(miss)
    return {cell: tuple(sorted(each, key=in_order)) for cell, each in found.items()}


def _sum(one: Int64 | None, other: Int64 | None) -> Int64 | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _named(numbers: Int64, ids: Sequence[str], owners: Int64) -> Named:
    return [(n, ids[owner]) for n, owner in zip(numbers.tolist(), owners.tolist(), strict=True)]
