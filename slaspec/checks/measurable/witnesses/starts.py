"""Where in time witnesses start: where clocks run, stand still, and are put forward or back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from slaspec.checks.measurable.witnesses.clocks import LimitClock
from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import format_local, local_date
from slaspec.service_time.offsets import offsets_of
from slaspec.service_time.timeline import Timeline


@dataclass(frozen=True)
class Situation:
    """
    A kind of start: what the clock meets on its way, and instants at which it may start.

    The starts are in order of preference; all show the same.
    """

    about: str
    starts: tuple[int, ...]


def openings(frame: Frame, timeline: Timeline) -> Iterator[int]:
    """The first open second of each window, then that of each second quarter."""
    for window in frame.windows:
        yield from _next_open(timeline, window.start)
    for window in frame.windows:
        yield from _next_open(timeline, window.start + (window.end - window.start) // 4)


def _next_open(timeline: Timeline, instant: int) -> Iterator[int]:
    try:
        yield timeline.next_open(instant)
    except ServiceTimeError:
        return


def situations(
    frame: Frame, clock: LimitClock, zones: tuple[Zone, ...], turn: int, turns: int
) -> Iterator[Situation]:
    """
    What a clock may meet inside the windows: a clock change, closing time, the longest closure.

    A start lies so that about half of the limit runs before, the rest after. Of several
    objectives each crosses one clock change, in turn.
    """
    begin, end = frame.windows[0].start, frame.windows[-1].end
    for change in _clock_changes(zones, begin, end)[turn::turns]:
        about = f"over the clock change of {local_date(change, frame.zone)}"
        yield Situation(about, _before(clock, change))
    for closes, _ in closures(clock.timeline, begin, end):
        about = f"over the closure from {format_local(closes, frame.zone)}"
        yield Situation(about, _before(clock, closes))


@lru_cache(maxsize=256)
def closures(timeline: Timeline, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    """The shortest and the longest closure between two instants, the first of each."""
    spans = timeline.spans
    first = bisect_right(spans, (begin, begin))
    gaps = [
        (closes, opens)
        for (_, closes), (opens, _) in zip(spans[first:], spans[first + 1 :], strict=False)
        if opens <= end
    ]
    if not gaps:
        return ()
    shortest = min(gaps, key=lambda gap: gap[1] - gap[0])
    longest = max(gaps, key=lambda gap: gap[1] - gap[0])
    return tuple(dict.fromkeys((shortest, longest)))


@lru_cache(maxsize=256)
def _clock_changes(zones: tuple[Zone, ...], begin: int, end: int) -> list[int]:
    """The first two clock changes between two instants in any of some zones."""
    found: set[int] = set()
    for zone in dict.fromkeys(zones):
        years = (local_date(begin, zone).year, local_date(end, zone).year)
        stretches = offsets_of(str(zone), *years).begins
        found.update(change for change in stretches if begin < change < end)
    return sorted(found)[:2]


def _before(clock: LimitClock, instant: int) -> tuple[int, ...]:
    """Starts from which about half of the limit has run at an instant."""
    timeline = clock.timeline
    try:
        level = timeline.w(instant) - clock.half
        if level > 0:
            start = timeline.next_open(timeline.deadline(timeline.first, level))
            return (start,)
    except ServiceTimeError:
        pass
    return ()
