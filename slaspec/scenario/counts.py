"""
Ratios and throughputs as records: each leaf has as many failures as it may, or lets as few through.

A failure of a leaf fails the whole; what the narrowest part lets through is all that comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from slaspec.backing.draft import Draft
from slaspec.backing.promise import Promise
from slaspec.backing.tree import AllOf, Leaf, Sequence, Tree, leaves
from slaspec.language.model import DataSource
from slaspec.language.model.metric import RatioMetric, ThroughputMetric
from slaspec.language.quantities import Zone
from slaspec.measure.windows import CALENDAR_WINDOWS, window_of
from slaspec.records.reading.mapping import TICKET_KINDS
from slaspec.scenario.told import NotTold, source_of
from slaspec.service_time.civil import local_date, local_time, midnight

_MOST_RECORDS = 20_000
_MORNING = 10 * 3600


class _Lot(NamedTuple):
    """So many records of a promise alike, with these fields or this event."""

    promise: Promise
    number: int
    fields: Mapping[str, str]
    event: str = ""


def counted_records(draft: Draft) -> list[dict[str, Any]]:
    """`given: records:` of a scenario. Raises `NotTold` where no records of this kind show it."""
    is_ratio = isinstance(draft.objective.metric, RatioMetric)
    lots = list(_ratio(draft) if is_ratio else _throughput(draft))
    by_source: dict[str, list[_Lot]] = {}
    for lot in lots:
        by_source.setdefault(source_of(lot.promise), []).append(lot)
    mornings = _mornings(draft)
    return [
        {"source": source, **_data(draft, source, [lot for lot in found if lot.number], mornings)}
        for source, found in by_source.items()
    ]


def _mornings(draft: Draft) -> list[int]:
    """In the middle of every window of the leaves that lies in our first one."""
    windows = draft.own_windows
    kinds = {case.promise.said("window") for case in draft.each_case}
    if windows is None or not windows.all() or len(kinds) != 1 or not kinds <= {*CALENDAR_WINDOWS}:
        raise NotTold("the windows of what stands behind it differ, or none lies in the term")
    ours, [kind] = windows.all()[0], kinds
    found = []
    day, last = local_date(ours.start, draft.zone), local_date(ours.end - 1, draft.zone)
    while day <= last:
        first, end = window_of(str(kind), day)
        if first == day and end <= last:
            found.append(midnight(first + (end - first) / 2, draft.zone) + _MORNING)
        day = end + timedelta(days=1)
    if not found:
        raise NotTold("no window of what stands behind it lies in one of ours: not written out")
    return found


def _data(draft: Draft, source: str, lots: list[_Lot], mornings: list[int]) -> dict[str, Any]:
    found = draft.library.book.get(source, DataSource)
    listed = list(enumerate(((lot, at) for at in mornings for lot in lots), 1))
    if found is None or (found.records or "incident") in TICKET_KINDS:
        return {"tickets": [_ticket(f"INC-{i}", *each, draft.zone) for i, each in listed]}
    return {"rows": [_row(f"CALL-{i}", *each, draft.zone) for i, each in listed]}


def _row(id: str, lot: _Lot, at: int, zone: Zone) -> dict[str, Any]:
    return {**_head(id, lot), "at": local_time(at, zone).isoformat(), **_fields(lot)}


def _ticket(id: str, lot: _Lot, at: int, zone: Zone) -> dict[str, Any]:
    instant = local_time(at, zone).isoformat()
    reported = {"at": instant, "event": "reported"}
    key = "state" if lot.event in ("resolved", "closed") else "event"
    reached = [{"at": instant, key: lot.event}] if lot.event not in ("", "reported") else []
    return {**_head(id, lot), **_fields(lot), "events": [reported, *reached]}


def _head(id: str, lot: _Lot) -> dict[str, Any]:
    return {"id": id, "count": lot.number, "service": lot.promise.target.service}


def _fields(lot: _Lot) -> dict[str, Any]:
    return {"fields": dict(lot.fields)} if lot.fields else {}


def _ratio(draft: Draft) -> Iterator[_Lot]:
    """The fewest records with which the failures that the leaves may have are too many."""
    objective, behind = draft.objective, list(leaves(draft.tree))
    if any(leaf.promise is None for leaf in behind):
        raise NotTold("own handling has no records of its own")
    for ours in range(1, _MOST_RECORDS):
        failures = [_allowed(leaf, ours) for leaf in behind]
        if sum(failures) > _room(objective, ours):
            break
    else:
        raise NotTold(f"it takes more than {_MOST_RECORDS:,} records to show it")
    failed = min(ours, sum(failures))
    yield from _lots(objective, ours - failed, failed)
    for leaf, misses in zip(behind, failures, strict=True):
        assert leaf.promise is not None
        yield from _lots(leaf.promise, ours * leaf.visits - misses, misses)


def _allowed(leaf: Leaf, ours: int) -> int:
    assert leaf.promise is not None
    return _room(leaf.promise, ours * leaf.visits)


def _room(promise: Promise, records: int) -> int:
    """How many failures a ratio allows among so many records."""
    objective = promise.objective
    if objective.at_least is not None:
        return int((1 - Fraction(objective.at_least.value) / 100) * records)
    assert objective.at_most is not None
    return int(Fraction(objective.at_most.value) / 100 * records)


def _lots(promise: Promise, good: int, failed: int) -> Iterator[_Lot]:
    metric = promise.metric
    assert isinstance(metric, RatioMetric)
    if metric.good is None:
        raise NotTold(f"the source of {promise.name} counts good records itself: not written out")
    total = {name: values[0] for name, values in (metric.total or {}).items()}
    chosen = {name: values[0] for name, values in metric.good.items()}
    if promise.objective.at_least is None:  # at most so many of what the metric chooses
        good, failed = failed, good
    yield _Lot(promise, good, total | chosen)
    yield _Lot(promise, failed, total | _not_chosen(metric))


def _not_chosen(metric: RatioMetric) -> dict[str, str]:
    """A value of a field of `good` that is none of those there, but one of all records."""
    for name, values in (metric.good or {}).items():
        listed = (metric.total or {}).get(name, ("failed", "not good"))
        other = next((value for value in listed if value not in values), None)
        if other is not None:
            return {name: other}
    raise NotTold(f"metric '{metric.id}' chooses every record")


def _throughput(draft: Draft) -> Iterator[_Lot]:
    """Each leaf lets through what it promises, the whole what its narrowest part does."""
    yield _through(draft.objective, _least(draft.tree))
    for leaf in leaves(draft.tree):
        if leaf.promise is not None:
            yield _through(leaf.promise, _least(leaf))


def _through(promise: Promise, count: int) -> _Lot:
    metric = promise.metric
    assert isinstance(metric, ThroughputMetric)
    fields = {name: values[0] for name, values in (metric.where or {}).items()}
    return _Lot(promise, count, fields, metric.event or "closed")


def _least(tree: Tree) -> int:
    """The records that a tree lets through in any case."""
    if isinstance(tree, Leaf):
        promised = tree.promise.objective.at_least if tree.promise is not None else None
        if promised is None:
            raise NotTold("a part of what stands behind it lets through nothing that is promised")
        return -int(-promised.value // 1)
    parts = [_least(part) for part in tree.parts]
    if isinstance(tree, AllOf):
        return sum(parts)
    return min(parts) if isinstance(tree, Sequence) or parts else 0
