"""Clocks that stand still in excused time, and records that are left out by a grant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.measure.down_time import NOTHING
from slaspec.measure.excused_time import (
    GrantedTime,
    StandingExclusion,
    is_standing,
    limit_of,
    open_hours,
)
from slaspec.records.tickets import ABSENT
from slaspec.service_time.calendar import known_dates, known_end
from slaspec.service_time.civil import midnight
from slaspec.service_time.intervals import Intervals, intersect, normalise, union

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.cells import LeftOut
    from slaspec.measure.clock import Cycles
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.relief import Excluding, Relief
    from slaspec.records.tickets import Int64


class _Stop(NamedTuple):
    """Times in which clocks stand still: those of some records, or (None) of all."""

    times: Intervals
    records: frozenset[str] | None


def with_relief(
    clocks: Cycles, ids: Sequence[str], plan: TargetPlan, as_of: int, zone: Zone
) -> Cycles:
    """The clocks with the pauses of excused time; `ids` are the numbers of their records."""
    running = clocks.start != ABSENT
    if not plan.relief.exclusions or not running.any():
        return clocks
    until = np.where(clocks.stop == ABSENT, as_of, clocks.stop)
    stopped = int(clocks.stop.max())
    period = int(clocks.start[running].min()), int(until.max()), stopped
    found = [(clocks.paused_cycle, clocks.paused_from, clocks.paused_until)]
    for stop in _stops(plan.relief, period, as_of, zone):
        which = running & (clocks.start < until)
        if stop.records is not None:
            which &= named(ids, stop.records)[clocks.owner]
        mine = np.flatnonzero(which)
        cycle, begin, end = _inside(stop.times, clocks.start[mine], until[mine])
        found.append((mine[cycle], begin, end))
    cycle, begin, end = (np.concatenate(each) for each in zip(*found, strict=True))
    return replace(clocks, paused_cycle=cycle, paused_from=begin, paused_until=end)


def leave_out_granted(
    left_out: LeftOut, ids: Sequence[str], owner: Int64, plan: TargetPlan, as_of: int
) -> None:
    """Leave out the records that accepted entries name."""
    for reason, records in plan.relief.left_out(as_of):
        left_out.mark(named(ids, records)[owner], reason)


def named(ids: Sequence[str], records: frozenset[str]) -> Bools:
    """Which of some numbers are among those named."""
    return np.fromiter((id in records for id in ids), dtype=bool, count=len(ids))


def standing_pauses(relief: Relief, first: int, last: int, zone: Zone) -> Intervals:
    """The time in `[first, last)` in which clocks stand still with no entry of the Ledger."""
    found = NOTHING
    for excluding in relief.exclusions:
        if excluding.effect == "pause" and is_standing(excluding.exclusion):
            known = min(last, known_end(excluding.hours))
            found = union(found, _standing_times(excluding, first, known, zone))
    return found


def _stops(relief: Relief, period: tuple[int, int, int], as_of: int, zone: Zone) -> Iterator[_Stop]:
    """The times by exclusion; `period` is the first start, the last end, and the last stop."""
    first, last, stopped = period
    for excluding in relief.exclusions:
        if excluding.effect != "pause" or first >= last:
            continue
        if is_standing(excluding.exclusion):
            # A clock that still runs is followed as far as the hours are known.
            known = max(stopped, min(last, known_end(excluding.hours)))
            yield _Stop(_standing_times(excluding, first, known, zone), None)
        else:
            yield from _granted(relief, excluding, as_of, zone)


def _standing_times(excluding: Excluding, first: int, last: int, zone: Zone) -> Intervals:
    exclusion, hours = excluding.exclusion, excluding.hours
    at_most, per = limit_of(exclusion)
    excuse = StandingExclusion(
        id=exclusion.id, at_most=at_most, per=per, shrinks=False, hours=hours
    )
    begin = excuse.since(first, zone)
    if not isinstance(hours, str):
        begin = max(begin, midnight(known_dates(hours)[0], hours.timezone))
    return excuse.excused(normalise([(min(begin, last), last)]), zone)


def _granted(relief: Relief, excluding: Excluding, as_of: int, zone: Zone) -> Iterator[_Stop]:
    """The times of each entry, together no more than the limit of the exclusion."""
    grants = [each for each in relief.of(excluding.exclusion, as_of) if each.span]
    spans = [normalise([each.span]) for each in grants if each.span]
    every = NOTHING
    for span in spans:
        every = union(every, span)
    if not len(every):
        return
    every = intersect(every, open_hours(excluding.hours, int(every[0, 0]), int(every[-1, 1])))
    at_most, per = limit_of(excluding.exclusion)
    excuse = GrantedTime(
        id=excluding.exclusion.id, at_most=at_most, per=per, shrinks=False, spans=every
    )
    excused = excuse.excused(every, zone)
    for grant, span in zip(grants, spans, strict=True):
        yield _Stop(intersect(span, excused), grant.records)


def _inside(times: Intervals, start: Int64, until: Int64) -> tuple[Int64, Int64, Int64]:
    """The parts of a set in each of some spans: position of the span, begin and end."""
    first = np.searchsorted(times[:, 1], start, side="right")
    last = np.searchsorted(times[:, 0], until, side="left")
    count = np.maximum(last - first, 0)
    position = np.repeat(np.arange(len(start)), count)
    ends = np.cumsum(count)
    place = np.arange(len(position)) - np.repeat(ends - count, count) + first[position]
    begin = np.maximum(times[place, 0], start[position])
    return position, begin, np.minimum(times[place, 1], until[position])
