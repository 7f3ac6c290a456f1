"""
Outages one by one: what a remedy that is paid for each outage or incident asks.

What overlaps is one outage, and what is down with weights, slots, exclusions and hours is counted
for it as it is for a window. A whole outage belongs to the window in which it ends; outages of one
incident belong to that in which the last of them ends, so that none is paid twice. One that still
lasts belongs to none yet. Time that nobody watched is down in the window itself at most: of other
windows the records may not have been given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.measure.availability import UpTime, Watched
from slaspec.measure.days import days_of
from slaspec.measure.down_time import DownTime, within
from slaspec.measure.results import Miss, WindowSpan
from slaspec.service_time.civil import format_local
from slaspec.service_time.intervals import intersect, subtract

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.results import Days, Scope

Count = Callable[[WindowSpan], UpTime]
_NEVER = 1 << 62


class Named(NamedTuple):
    """A row of a source of outages: its seconds, its number, its incident, whether it lasts."""

    begin: int
    end: int
    id: str
    incident: str
    lasts: bool


class _Outage(NamedTuple):
    """A merged outage and the rows that it is made of, in the order of their begins."""

    begin: int
    end: int
    rows: list[Named]

    def over(self, as_of: int) -> int:
        """When it ended; never yet where a row lasts, or nobody has watched since."""
        lasts = any(row.lasts for row in self.rows)
        unseen = self.end >= as_of and not any(row.end >= self.end for row in self.rows)
        return _NEVER if lasts or unseen else self.end


def misses_in(
    known: Watched,
    rows: Sequence[Named],
    span: WindowSpan,
    count: Count,
    scope: Scope,
    source: str,
    component: str,
) -> Iterator[Miss]:
    """
    The outages that belong to a window and count, with the sorted `rows` behind them.

    `count` counts the seconds of a span. A number is one of the `source`; an outage without a row,
    and so without a number, is one of the `component` alone.
    """
    down = _down(known, span)
    merged = _merged(down, rows)
    incidents = _incidents(merged)
    closes: dict[str, int] = {}
    for outage, incident in zip(merged, incidents, strict=True):
        closes[incident] = max(closes.get(incident, 0), outage.over(scope.as_of))
    for outage, incident in zip(merged, incidents, strict=True):
        over = closes[incident] if incident else outage.over(scope.as_of)
        if span.start < over <= span.end:
            origin = source if outage.rows else f"{source}/{component}"
            for miss in _miss(outage, incident, down, count, scope.zone):
                yield miss._replace(origin=origin)


def days_down(found: UpTime, span: WindowSpan, down: DownTime, zone: Zone) -> Days:
    """The dates on which something of a span was down and counts."""
    times = intersect(within(down.any, span.start, span.end), found.ours)
    return days_of(times.tolist(), zone)


def _down(known: Watched, span: WindowSpan) -> DownTime:
    """The down time without what nobody watched outside a window."""
    outside = subtract(known.unwatched, np.array([[span.start, span.end]], dtype=np.int64))
    return known.down.each(lambda times: subtract(times, outside)) if len(outside) else known.down


def _merged(down: DownTime, rows: Sequence[Named]) -> list[_Outage]:
    merged = [_Outage(begin, end, []) for begin, end in down.any.tolist()]
    ends = [outage.end for outage in merged]
    for row in rows:
        position = bisect_right(ends, row.begin)
        while position < len(merged) and merged[position].begin < row.end:
            merged[position].rows.append(row)
            position += 1
    return merged


def _incidents(merged: Sequence[_Outage]) -> list[str]:
    """The incident of each outage; those that meet in one outage are one, named by the first."""
    numbers = [[row.incident for row in outage.rows if row.incident] for outage in merged]
    known_as = {number: number for of_outage in numbers for number in of_outage}
    turn = {number: i for i, number in enumerate(known_as)}

    def first(number: str) -> str:
        while known_as[number] != number:
            number = known_as[number]
        return number

    for of_outage in numbers:
        met = [first(number) for number in of_outage]
        known_as.update((number, min(met, key=turn.__getitem__)) for number in met)
    return [first(of_outage[0]) if of_outage else "" for of_outage in numbers]


def _miss(
    outage: _Outage, incident: str, down: DownTime, count: Count, zone: Zone
) -> Iterator[Miss]:
    begin, end = outage.begin, outage.end
    whole = WindowSpan(begin, end, "", "", "")
    found = count(whole)
    size = down.cost(found.ours)
    if not size:
        return
    ids = tuple(dict.fromkeys(row.id for row in outage.rows))
    name = ids[0] if ids else f"outage from {format_local(begin, zone)}"
    days = days_down(found, whole, down, zone)
    yield Miss(name, begin, end, size, days=days, incident=incident, others=ids[1:])
