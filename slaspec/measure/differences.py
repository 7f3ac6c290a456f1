"""
Why the verdicts of a tool differ from ours: one reason for every record.

All records are measured again by one other clock at a time (`other_clocks`). A change under which
both agree on more records than now comes first, the best of them; then the change
that gives the tool's verdict on the most of the rest. It explains and proves nothing: a tool may do
two things at once. So each change comes with the number of records on which the two would agree:
what loses more than it wins is no rule of the tool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.errors import LocatedError
from slaspec.measure.cells import COUNTED
from slaspec.measure.duration import clocks_of, judge
from slaspec.measure.known import known_at
from slaspec.measure.layer import Asked, Layer
from slaspec.measure.other_clocks import REASONS, Reason, other_clocks
from slaspec.measure.spans import Spans
from slaspec.measure.tool import verdicts_of_tool
from slaspec.records.tickets import ABSENT, NO_CODE, Tickets

if TYPE_CHECKING:
    from slaspec.measure.cells import Judged
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope
    from slaspec.records.tickets import Int64

Change = tuple[Reason, str]

_ORDER = {reason: position for position, reason in enumerate(REASONS)}
_AS_IT_IS: Change = ("reopened", "one verdict for all clocks of a record")  # of one clock: none
_ALL_TIME = Spans({}, slices=((-(1 << 40), 1 << 40),))


@dataclass(frozen=True)
class Difference:
    """
    One record on which the tool and the contract differ.

    `ours` is the verdict by the contract (`met`, `missed`), the tool's is the other one. `also` are
    further reasons that would each give the tool's verdict.
    """

    objective: str
    id: str
    ours: str
    also: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """
    The records of a target on which the tool differs for one reason, in the order of their ids.

    `change` says in the words of the contract what would give the tool's verdicts, and `agree` on
    how many records of the target the two would then agree; without a change the reason is
    `no stop` (the records never came to their stop event) or `unknown`.
    """

    target: str
    reason: Reason
    change: str
    records: tuple[Difference, ...]
    agree: int | None


def explained(
    plan: TargetPlan, parts: Sequence[Tickets], differing: Sequence[str], scope: Scope
) -> tuple[Explanation, ...]:
    """
    The reasons for which the tool differs from a duration target, each record under one of them.

    `parts` hold the tickets that the target was measured on, `differing` are the ids on which the
    tool's verdict was another one. The order is that of `REASONS`.
    """
    wanted = frozenset(differing)
    cases: list[_Case] = []
    agree: Counter[Change] = Counter()
    for part in parts:
        if (compared := _compared(plan, part, wanted, scope)) is not None:
            cases += compared.cases
            agree.update(compared.agree)
    found = [
        Explanation(plan.target.id, *change, records, agree.get(change))
        for change, records in _by_change(cases, agree)
    ]
    return tuple(sorted(found, key=lambda each: (_ORDER[each.reason], -len(each.records))))


@dataclass(frozen=True)
class _Case:
    """A differing record, the changes that give the tool's verdict, and the reason without any."""

    record: Difference
    changes: tuple[Change, ...]
    otherwise: Reason


class _Compared(NamedTuple):
    """Some tickets against the tool; `agree` counts by change, under `_AS_IT_IS` without any."""

    cases: list[_Case]
    agree: Mapping[Change, int]


def _compared(
    plan: TargetPlan, part: Tickets, wanted: frozenset[str], scope: Scope
) -> _Compared | None:
    tickets = known_at(part, scope.as_of)
    counted, theirs = _by_the_tool(tickets, plan, scope)
    if theirs is None:
        return None
    ours, objective = _verdicts(tickets, plan, scope)
    same = {_AS_IT_IS: ours == theirs}
    for other in other_clocks(plan, tickets, scope.zone):
        same[other.reason, other.change] = _same(tickets, other.plan, theirs, scope)
    rows = [i for i in np.flatnonzero(counted).tolist() if tickets.ids[i] in wanted]
    running = _running(tickets, plan, scope)
    cases = [
        _Case(
            Difference(
                objective=plan.objectives[objective[i]].name,
                id=tickets.ids[i],
                ours="missed" if theirs[i] else "met",
            ),
            tuple(change for change, those in same.items() if those[i]),
            otherwise="no stop" if i in running else "unknown",
        )
        for i in rows
    ]
    return _Compared(cases, {each: int((those & counted).sum()) for each, those in same.items()})


def _by_the_tool(tickets: Tickets, plan: TargetPlan, scope: Scope) -> tuple[Bools, Int64 | None]:
    """The tickets that are compared, and the verdict of the tool on each; None for no tool."""
    judged, layer = _judged(tickets, plan, scope)
    counted = np.zeros(len(tickets), dtype=bool)
    verdicts = verdicts_of_tool(tickets, judged, layer)
    if verdicts is None:
        return counted, None
    both = (judged.fate == COUNTED) & (verdicts != NO_CODE)
    counted[judged.owner[both]] = True
    theirs = np.full(len(tickets), NO_CODE, dtype=np.int64)
    theirs[judged.owner[both]] = verdicts[both]
    return counted, theirs


def _judged(tickets: Tickets, plan: TargetPlan, scope: Scope) -> tuple[Judged, Layer]:
    layer = Layer([Asked(plan, scope)])
    clocks = clocks_of(tickets, plan, scope.as_of, scope.zone)
    return judge(tickets, clocks, layer), layer


def _running(tickets: Tickets, plan: TargetPlan, scope: Scope) -> frozenset[int]:
    """The tickets of which a clock never stopped."""
    clocks = clocks_of(tickets, plan, scope.as_of, scope.zone)
    return frozenset(clocks.owner[clocks.stop == ABSENT].tolist())


def _verdicts(tickets: Tickets, plan: TargetPlan, scope: Scope) -> tuple[Int64, Int64]:
    """
    Whether each ticket is met, in whatever window, and its objective; `NO_CODE` for none.

    One with several clocks is met where all of them are.
    """
    by_start = replace(plan.answers, assign_to="start")
    judged, _ = _judged(tickets, replace(plan, answers=by_start, spans=_ALL_TIME), scope)
    counted = np.flatnonzero(judged.fate == COUNTED)
    owner = judged.owner[counted]
    met, objective = np.full((2, len(tickets)), NO_CODE, dtype=np.int64)
    met[owner] = 1
    np.minimum.at(met, owner, judged.met[counted].astype(np.int64))
    objective[owner] = judged.objective[counted]
    return met, objective


def _same(tickets: Tickets, plan: TargetPlan, theirs: Int64, scope: Scope) -> Bools:
    """The tickets on which another clock gives the verdict of the tool."""
    try:
        same: Bools = _verdicts(tickets, plan, scope)[0] == theirs
    except LocatedError:  # the records, or a calendar, cannot answer this question
        return np.zeros(len(tickets), dtype=bool)
    return same


def _by_change(
    cases: Sequence[_Case], agree: Mapping[Change, int]
) -> Iterator[tuple[Change, tuple[Difference, ...]]]:
    """The records by the change that stands for them, the best change first."""
    now, left = agree.get(_AS_IT_IS, 0), list(cases)
    while counts := Counter(change for case in left for change in case.changes):
        asked = [change for change in agree if change in counts]
        best = max(asked, key=lambda each: (max(now, agree[each]), counts[each], agree[each]))
        yield best, _records([_also(case, best[0]) for case in left if best in case.changes])
        left = [case for case in left if best not in case.changes]
    for reason in REASONS:
        if rest := [case.record for case in left if case.otherwise == reason]:
            yield (reason, ""), _records(rest)


def _also(case: _Case, reason: Reason) -> Difference:
    others = {other for other, _ in case.changes} - {reason}
    return replace(case.record, also=tuple(sorted(others, key=_ORDER.__getitem__)))


def _records(records: list[Difference]) -> tuple[Difference, ...]:
    return tuple(sorted(records, key=lambda record: (record.id, record.objective)))
