"""
Many records as tickets: each leaf misses as many as it may, the objective more than it may.

The misses of the leaves are different records. A leaf that holds for more records than ours, or
over a longer window, has records beside ours on which it misses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from slaspec.backing.allowance import allowance_of
from slaspec.backing.case import Case
from slaspec.backing.draft import Draft, slice_of
from slaspec.backing.promise import Promise
from slaspec.backing.share_windows import volume_of
from slaspec.backing.shares import routes
from slaspec.backing.tree import Tree
from slaspec.measure.windows import CALENDAR_WINDOWS, window_of
from slaspec.scenario.late_records import Budget, LateRecords, Split
from slaspec.scenario.told import NotTold, Tickets
from slaspec.service_time.civil import local_date, midnight

_MOST_OURS = 2_000
_MOST_WINDOWS = 6
_MORNING = 10 * 3600
_HOUR = 3600


def enough_misses(draft: Draft) -> Iterator[Tickets]:
    """
    The tickets, window by window of ours: the records of one may reach beyond the term.

    Raises `NotTold` with a sentence where none of this kind show it.
    """
    found = False
    for start, late in _starts(draft):
        budgets = {case.name: _budget(draft, case, start, late) for case in draft.each_case}
        for route in _routes(draft.tree):
            along = {name: b for name, b in budgets.items() if name in route and b is not None}
            split = _split(draft, start, late, along)
            if split is not None:
                found = True
                yield LateRecords(draft, split, route).tickets()
    if not found:
        raise NotTold(
            "it takes records of several windows that are counted in one, or more than"
            f" {_MOST_OURS:,} records, to show it; such a scenario is not written out"
        )


def _routes(tree: Tree) -> list[frozenset[str]]:
    return sorted(routes(tree) or (), key=lambda route: (-len(route), sorted(route)))


def _starts(draft: Draft) -> Iterator[tuple[int, int]]:
    """
    When our records start, and the late ones: all of them on a morning in the middle, at the
    beginning or at the end of one of our windows, or the late ones at its very end or before it.
    """
    windows = draft.own_windows
    whole = windows.all()[:_MOST_WINDOWS] if windows is not None else ()
    zone = draft.zone
    for window in whole:
        middle = (window.start + window.end) // 2
        for instant in (middle, window.start, window.end - 1):
            start = midnight(local_date(instant, zone), zone) + _MORNING
            yield start, start
        yield midnight(local_date(middle, zone), zone) + _MORNING, window.end - 1
        yield midnight(local_date(middle, zone), zone) + _MORNING, window.start - 1


def _budget(draft: Draft, case: Case, start: int, late: int) -> Budget | None:
    """What a leaf may miss; None where it does not count the late records in another window."""
    slice = slice_of(case)
    per_ours = Fraction(1) / slice - 1 if slice is not None else None
    ours = _window(draft, draft.objective, start)
    counted = late if start == late else _counted_apart(draft, case, ours, late)
    if counted is None:
        return None
    theirs = _window(draft, case.promise, counted)
    elsewhere = _elsewhere(theirs, ours)
    beside: int | None = 0
    if elsewhere is not None:
        volume = volume_of(case)
        beside = volume.high if volume is not None else None
    apart = start != late
    if apart and theirs[0] <= start < theirs[1]:
        return None
    return Budget(case, allowance_of(case.promise), per_ours, beside, elsewhere, apart)


def _counted_apart(draft: Draft, case: Case, ours: tuple[int, int], late: int) -> int | None:
    """When a leaf counts late records that we count in our window, beside its end or its start."""
    answers = draft.objective.said("assign_to"), case.promise.said("assign_to")
    if late >= ours[0] and answers in (("start", "decided"), ("start", "deadline")):
        return ours[1]
    if late < ours[0] and answers in (("decided", "start"), ("deadline", "start")):
        return late
    return None


def _window(draft: Draft, promise: Promise, instant: int) -> tuple[int, int]:
    """The window of a promise around an instant, in UTC seconds."""
    kind, zone = promise.said("window"), promise.agreement.timezone or draft.zone
    if kind not in CALENDAR_WINDOWS:
        raise NotTold(f"the windows of {promise.name} are no calendar windows: not written out")
    first, last = window_of(str(kind), local_date(instant, zone))
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def _elsewhere(theirs: tuple[int, int], ours: tuple[int, int]) -> int | None:
    """A morning of their window outside ours, None where there is none."""
    if theirs[0] + _MORNING + _HOUR < ours[0]:
        return theirs[0] + _MORNING
    return ours[1] + _MORNING if ours[1] + _MORNING + _HOUR < theirs[1] else None


def _split(draft: Draft, start: int, late: int, budgets: dict[str, Budget]) -> Split | None:
    allowance = allowance_of(draft.objective)
    fewest = max(1, draft.objective.said("minimum_sample") or 0)
    for budget in budgets.values():
        volume = volume_of(budget.case)
        if volume is not None and budget.beside:
            fewest = max(fewest, volume.low)
    for ours in range(fewest, _MOST_OURS + 1):
        needed = allowance.of(ours) + 1
        capacities = {name: budget.capacity(ours) for name, budget in budgets.items()}
        if needed <= min(ours, sum(capacities.values())):
            return Split(start, late, ours, dict(_shared_out(needed, capacities)), budgets)
    return None


def _shared_out(needed: int, capacities: dict[str, int]) -> Iterator[tuple[str, int]]:
    """As many misses as needed, from the first leaf on as many as each may."""
    for name, capacity in capacities.items():
        taken = min(needed, capacity)
        needed -= taken
        yield name, taken
