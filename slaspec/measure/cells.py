"""From judged records to cells: every record lands in exactly one cell or one named reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.distinct import distinct
from slaspec.measure.tally import Comparison, Key, Partial, Tally
from slaspec.records.tickets import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int8, Int32, Int64

COUNTED, OPEN, LEFT_OUT = 0, 1, 2


@dataclass(frozen=True)
class Judged:
    """
    The records of one target (of a duration: its clocks), one entry each.

    `objective` indexes the plan's objectives (-1 none), `fate` is counted, open or left out,
    `met` holds for counted ones (kept its limit, or good), `window` indexes the plan's slices of
    time (-1 for none of them), `reason` indexes `reasons` for those left out (-1 none). `elapsed`
    are the seconds of each clock where a percentile of them is asked for.
    """

    owner: Int64
    objective: Int32
    fate: Int64
    met: Int64
    window: Int64
    reason: Int64
    reasons: tuple[str, ...]
    backwards: int = 0
    elapsed: Int64 | None = None

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
        )


class LeftOut:
    """The first reason, in the order asked, for which each record does not count."""

    def __init__(self, count: int) -> None:
        self.reason = np.full(count, -1, dtype=np.int64)
        self.reasons: list[str] = []

    def mark(self, which: Bools, reason: str) -> None:
        """Leave out those of a mask that are not left out already."""
        self.reasons.append(reason)
        self.reason[(self.reason < 0) & which] = len(self.reasons) - 1


def slice_of(plan: TargetPlan, instants: Int64) -> Int64:
    """The slice of time that each instant lies in, -1 for none."""
    slices = plan.spans.slices
    if not slices:
        return np.full(len(instants), -1, dtype=np.int64)
    starts, ends = np.array(slices, dtype=np.int64).T
    found = np.searchsorted(starts, instants, side="right") - 1
    window: Int64 = np.where((found >= 0) & (instants < ends[found]), found, -1)
    return window


def tally_of(
    judged: Judged, plan: TargetPlan, ids: Sequence[str], tool_met: Int8 | None = None
) -> Tally:
    """
    The counts of some judged records; `ids` and `tool_met` are those of their owners.

    Without `ids` it is not said which records missed.

    A record that is left out is shown in the window and objective it would have had; `unassigned`
    are those that have none.
    """
    cells = _cells(judged, plan, ids)
    unassigned = _by_reason(judged, (judged.fate == LEFT_OUT) & (judged.window < 0))
    placed = sum(p.counted + p.open + sum(p.excluded.values()) for p in cells.values())
    assert placed + sum(unassigned.values()) == len(judged.owner), "a record was lost"
    return Tally(cells, unassigned, _against_tool(judged, plan, ids, tool_met), judged.backwards)


def _cells(judged: Judged, plan: TargetPlan, ids: Sequence[str]) -> dict[Key, Partial]:
    width = len(plan.spans.slices)
    inside = np.flatnonzero((judged.fate != LEFT_OUT) | (judged.window >= 0))
    cell = judged.objective[inside].astype(np.int64) * width + judged.window[inside]
    fate = judged.fate[inside]
    size = len(plan.objectives) * width
    met = judged.met[inside] == 1
    counts = [
        np.bincount(cell[which], minlength=size)
        for which in ((fate == COUNTED) & met, (fate == COUNTED) & ~met, fate == OPEN)
    ]
    out = fate == LEFT_OUT
    excluded = _excluded(cell[out], judged.reason[inside[out]], judged.reasons)
    missed = np.flatnonzero((fate == COUNTED) & ~met & bool(len(ids)))
    missed_ids: dict[int, list[str]] = {}
    owners = judged.owner[inside[missed]].tolist()
    for place, owner in zip(cell[missed].tolist(), owners, strict=True):
        missed_ids.setdefault(place, []).append(ids[owner])
    times = _times(cell, judged, inside, fate == COUNTED)
    return {
        Key(*divmod(place, width)): Partial(
            met=int(counts[0][place]),
            missed=int(counts[1][place]),
            open=int(counts[2][place]),
            excluded=excluded.get(place, {}),
            missed_ids=tuple(sorted(missed_ids.get(place, ()))),
            values=times.get(place, {}),
        )
        for place in range(size)
    }


def _times(
    cell: Int64, judged: Judged, inside: Int64, counted: Bools
) -> dict[int, dict[int | Fraction, int]]:
    """How often each elapsed time occurs among the counted clocks of each cell."""
    if judged.elapsed is None:
        return {}
    pairs, counts = distinct(cell[counted], judged.elapsed[inside[counted]])
    times: dict[int, dict[int | Fraction, int]] = {}
    for (place, seconds), count in zip(pairs, counts, strict=True):
        times.setdefault(place, {})[seconds] = count
    return times


def _excluded(cell: Int64, reason: Int64, reasons: tuple[str, ...]) -> dict[int, dict[str, int]]:
    """How many records of each cell are left out, by reason in alphabetical order."""
    pairs, counts = np.unique(cell * len(reasons) + reason, return_counts=True)
    excluded: dict[int, dict[str, int]] = {}
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        place, code = divmod(pair, len(reasons))
        excluded.setdefault(place, {})[reasons[code]] = count
    return {place: dict(sorted(found.items())) for place, found in excluded.items()}


def _by_reason(judged: Judged, which: Bools) -> dict[str, int]:
    counts = np.bincount(judged.reason[which], minlength=len(judged.reasons)).tolist()
    found: Counter[str] = Counter()
    for reason, count in zip(judged.reasons, counts, strict=True):
        if count:
            found[reason] += count
    return dict(sorted(found.items()))


def _against_tool(
    judged: Judged, plan: TargetPlan, ids: Sequence[str], tool_met: Int8 | None
) -> dict[int, Comparison]:
    if tool_met is None:
        return {}
    theirs = tool_met[judged.owner]
    both = (judged.fate == COUNTED) & (theirs != NO_CODE)
    compared: dict[int, Comparison] = {}
    for objective in range(len(plan.objectives)):
        mine = np.flatnonzero(both & (judged.objective == objective))
        ours, tool = judged.met[mine] == 1, theirs[mine] == 1
        differing = judged.owner[mine[ours != tool]].tolist()
        compared[objective] = Comparison(
            int((ours & tool).sum()),
            int((~ours & ~tool).sum()),
            int((ours & ~tool).sum()),
            int((~ours & tool).sum()),
            tuple(sorted(ids[i] for i in differing)),
        )
    return compared
