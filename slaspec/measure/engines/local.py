"""The local engine: columns in memory, any part of the tickets, partials that add up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.measure.duration import COUNTED, LEFT_OUT, OPEN, Judged, judge
from slaspec.measure.plan import TargetPlan
from slaspec.measure.results import Partial
from slaspec.records.tickets import NO_CODE, Tickets

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.known import Bools
    from slaspec.records.tickets import Int64


class Key(NamedTuple):
    """A cell of the result: objective and window by position in the plan."""

    objective: int
    window: int


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
    """What one part of the tickets says about one target."""

    cells: dict[Key, Partial]
    unassigned: dict[str, int]
    tool: dict[int, Comparison]
    backwards: int


def tally(
    tickets: Tickets, plan: TargetPlan, as_of: int, zone: Zone, active: tuple[int, int]
) -> Tally:
    """
    Count one part of the tickets. Every clock lands in exactly one cell or one named reason.

    A clock that is left out is shown in the window and objective it would have had; `unassigned`
    are those that have none.
    """
    judged = judge(tickets, plan, as_of, zone, active)
    cells = _cells(tickets, plan, judged)
    unassigned = _by_reason(judged, (judged.fate == LEFT_OUT) & (judged.window < 0))
    placed = sum(p.met + p.missed + p.open + sum(p.excluded.values()) for p in cells.values())
    assert placed + sum(unassigned.values()) == len(judged.owner), "a record was lost"
    return Tally(cells, unassigned, _against_tool(tickets, plan, judged), judged.backwards)


def merge(parts: list[Tally]) -> Tally:
    """The tally of the whole: integers add up in any order."""
    cells: dict[Key, Partial] = {}
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


def _cells(tickets: Tickets, plan: TargetPlan, judged: Judged) -> dict[Key, Partial]:
    width = len(plan.windows)
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
    missed = np.flatnonzero((fate == COUNTED) & ~met)
    missed_ids: dict[int, list[str]] = {}
    owners = judged.owner[inside[missed]].tolist()
    for place, owner in zip(cell[missed].tolist(), owners, strict=True):
        missed_ids.setdefault(place, []).append(tickets.ids[owner])
    return {
        Key(*divmod(place, width)): Partial(
            met=int(counts[0][place]),
            missed=int(counts[1][place]),
            open=int(counts[2][place]),
            excluded=excluded.get(place, {}),
            missed_ids=tuple(sorted(missed_ids.get(place, ()))),
        )
        for place in range(size)
    }


def _excluded(cell: Int64, reason: Int64, reasons: tuple[str, ...]) -> dict[int, dict[str, int]]:
    """How many clocks of each cell are left out, by reason in alphabetical order."""
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


def _against_tool(tickets: Tickets, plan: TargetPlan, judged: Judged) -> dict[int, Comparison]:
    if tickets.tool_met is None:
        return {}
    theirs = tickets.tool_met[judged.owner]
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
            tuple(sorted(tickets.ids[i] for i in differing)),
        )
    return compared
