"""Cases of `availability` targets: the second of down time that tips a window."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import NamedTuple, cast

from slaspec.checks.measurable.witnesses.cases import (
    BOTH,
    Cannot,
    Case,
    Cells,
    Crowd,
    Side,
    Witness,
    Words,
)
from slaspec.checks.measurable.witnesses.clocks import clock_time, timeline_of
from slaspec.checks.measurable.witnesses.counts import keeps_share
from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.checks.measurable.witnesses.outages import OutageWriter
from slaspec.checks.measurable.witnesses.starts import closures, openings
from slaspec.errors import ServiceTimeError
from slaspec.language.model.interpretation import PartialWindow
from slaspec.measure.availability_terms import AvailabilityTerms
from slaspec.measure.plan import ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.coverage import dates_covered
from slaspec.records.outages import DOWN
from slaspec.records.simulate.source_times import UnwritableError
from slaspec.service_time.civil import format_local, local_time
from slaspec.service_time.timeline import Span, merged

HEAD = ("outage", "from", "until", "class", "down in its hours", "allowed")


class Kind(NamedTuple):
    """A class of outage: its word in the source, and how much of its time is down."""

    word: str
    weight: Fraction


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """The cases of a target, objective by objective; each window is used once."""
    terms = cast("AvailabilityTerms", frame.target.prepared)
    free = [window for window in frame.windows if _is_watched(frame, terms, window)]
    for objective in frame.target.objectives:
        cannot = partial(Cannot, objective.name)
        if terms.silence_after is not None:
            yield cannot((), "no rows are made yet for a source of probes", "look at its sample")
            continue
        try:
            placing = _Placing(frame, terms, objective, free)
            found = list(placing.cases())
        except (ServiceTimeError, UnwritableError) as error:
            yield cannot(BOTH, f"no outage can show it: {error}", "mend the source or its hours")
            continue
        yield from found
        if not found:
            where = "in no window of the term an outage fits into its hours, outside exclusions"
            yield cannot((), where, "look at the hours, the exclusions and covers of the source")


def _is_watched(frame: Frame, terms: AvailabilityTerms, window: WindowSpan) -> bool:
    """Whether the source speaks of all of a window."""
    covers = terms.source.covers
    if covers is None:
        return True
    [[begin, end]] = dates_covered(covers, terms.source.timezone or frame.zone).tolist()
    whole = frame.target.spans.judged[window.name]
    return bool(begin <= whole.start and whole.end <= end)


@dataclass
class _Placing:
    """One objective while its cases are placed; `free` are the windows that nobody uses yet."""

    frame: Frame
    terms: AvailabilityTerms
    objective: ObjectivePlan
    free: list[WindowSpan]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        assert self.objective.availability is not None
        assert self.objective.calendar is not None
        self.share = self.objective.availability
        self.hours = timeline_of(self.objective.calendar, self.frame.term)
        self.writer = OutageWriter(self.terms.source, self.terms.parts)
        quantum = self.terms.counting.quantum
        self.slot = 1 if quantum is None else quantum.of.seconds
        self.wholly = quantum is not None and quantum.down_if == "wholly"

    def cases(self) -> Iterator[Case]:
        """The worst class from an opening on, each lighter class, and an outage over a closure."""
        worst, *lighter = self._classes()
        yield from self._placed(f"{self.share} available", worst, self._openings())
        for kind in lighter:
            yield from self._placed(f"class {kind.word}", kind, self._openings())
        begin, end = self.frame.windows[0].start, self.frame.windows[-1].end
        for closes, _ in closures(self.hours, begin, end)[-1:]:
            about = f"over the closure from {format_local(closes, self.frame.zone)}"
            yield from self._placed(about, worst, iter([closes - self.slot]))

    def _classes(self) -> list[Kind]:
        """The classes that are down at all, the worst first."""
        down = self.terms.metric.down
        if "class" not in (self.terms.source.columns or {}):
            return [Kind(DOWN, self.terms.weight(DOWN))]
        kinds = [Kind(word, share.value) for word, share in (down or {}).items() if share.value]
        if not kinds:
            raise UnwritableError("no class of outage is down")
        return sorted(kinds, key=lambda kind: -kind.weight)

    def _openings(self) -> Iterator[int]:
        """Openings of the free windows, also on later days, outside what is excluded."""
        yield from openings(self.frame, self.hours)
        for window in self.free:
            for start in range(window.start, window.end, 86400 // 4):
                yield self.hours.next_open(start)

    def _placed(self, about: str, kind: Kind, starts: Iterator[int]) -> Iterator[Case]:
        for start in map(self._on_an_edge, starts):
            window = next((w for w in self.free if w.start <= start < w.end), None)
            if window is not None and (case := self._case(about, kind, start, window)):
                self.free.remove(window)
                yield case
                return

    def _on_an_edge(self, start: int) -> int:
        """The next edge of the slots on the clock; the next opening, where they have none."""
        quantum = self.terms.counting.quantum
        if quantum is not None and quantum.aligned == "clock":
            local = local_time(start, self.frame.zone)
            start += -(local.hour * 3600 + local.minute * 60 + local.second) % self.slot
        return self.hours.next_open(start)

    def _case(self, about: str, kind: Kind, start: int, window: WindowSpan) -> Case | None:
        counted = self._counted(window)
        most = self._most_down(window, counted, kind.weight)
        ends = self._ends(start, most)
        if ends is None or max(ends) + self.slot > window.end or self._is_excused(start, max(ends)):
            return None
        allowed = f"{clock_time(most)} of {clock_time(counted)}"
        within, late = (self._witness(start, end, kind, allowed) for end in ends)
        return Case(
            objective=self.objective.name,
            window=window,
            about=about,
            limit=f"{self.share} available",
            head=HEAD,
            counted=counted,
            words={
                "inside": Words("the outage lasts as long as is allowed", "without any outage"),
                "outside": Words("the outage lasts a second longer", "wholly down"),
            },
            inside=((within, 1),),
            outside=((late, 1),),
            within=within,
            late=late,
            far=partial(self._far, start, window, kind, allowed),
        )

    def _ends(self, start: int, most: int) -> tuple[int, int] | None:
        """
        The end of the longest outage that is allowed, and that of the shortest that is not.

        What the contract says of short outages moves both: slots by less than a slot, the shortest
        outage that counts up to its own length.
        """
        hours, slot = self.hours, self.slot
        slots = range((hours.last - start) // slot)
        level = hours.w(start) + most
        kept = bisect_right(slots, level, key=lambda count: hours.w(start + count * slot)) - 1
        if kept + 1 >= len(slots):
            return None
        edge = start + kept * slot
        within, late = (edge + slot - 1, edge + slot) if self.wholly else (edge, edge + 1)
        shortest = start + self.terms.counting.minimum_outage
        return (within, late) if late >= shortest else (shortest - 1, shortest)

    def _most_down(self, window: WindowSpan, counted: int, weight: Fraction) -> int:
        """The most seconds of one class with which the share is kept."""
        share, answers = self.share.value, self.frame.target.answers
        smoothed = answers.smooth_with is not None and window.name in self.frame.target.spans.before

        def keeps(seconds: int) -> bool:
            value = max(Fraction(0), 1 - weight * seconds / counted)
            if smoothed:
                value = (1 + value) / 2  # the window before has no outage
            return keeps_share(value, share, answers)

        down = range(counted + 1)
        return bisect_right(down, 0, key=lambda seconds: not keeps(seconds)) - 1

    def _counted(self, window: WindowSpan) -> int:
        """The seconds of a window that count, without what standing exclusions take out of it."""
        whole = self.frame.target.spans.judged[window.name]
        counting, begin, end = self.terms.counting, whole.start, whole.end
        partial = self.frame.target.answers.partial_window
        if not (isinstance(partial, PartialWindow) and partial.counted == "window"):
            begin, end = max(begin, self.frame.term[0]), min(end, self.frame.term[1])
        hours = merged(self.hours.spans, begin, end)
        gone = [
            span
            for exclusion in counting.exclusions
            if exclusion.shrinks and exclusion.at_most is None
            for span in merged(self._excused(exclusion.hours), begin, end)
        ]
        shrunk = _common(hours, merged(gone, begin, end))
        own = sum(end - begin for begin, end in hours) if counting.fixed is None else counting.fixed
        return own - shrunk

    def _is_excused(self, start: int, end: int) -> bool:
        """Whether an exclusion could take away a part of an outage."""
        return any(
            merged(self._excused(exclusion.hours), start - self.slot, end + self.slot)
            for exclusion in self.terms.counting.exclusions
        )

    def _excused(self, hours: object) -> list[Span]:
        return timeline_of(hours, self.frame.term).spans  # type: ignore[arg-type]

    def _far(self, start: int, window: WindowSpan, kind: Kind, allowed: str, side: Side) -> Crowd:
        """No outage, or one that lasts as long as the window."""
        begin, end = (start, start) if side == "inside" else (window.start, window.end)
        return ((self._witness(begin, end, kind, allowed), 1),)

    def _witness(self, start: int, end: int, kind: Kind, allowed: str) -> Witness:
        id = f"outage-{next(self.numbers)}"
        row = self.writer.row(id, start, end, kind.word)
        return Witness(id, (row,), end, partial(self._told, start, end, kind, allowed))

    def _told(self, start: int, end: int, kind: Kind, allowed: str) -> Cells:
        zone = self.frame.zone
        down = clock_time(self.hours.elapsed(start, end))
        return format_local(start, zone), format_local(end, zone), kind.word, down, allowed


def _common(some: list[Span], others: list[Span]) -> int:
    """Seconds that lie in both of two sorted, disjoint lists."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in merged(others, *a))
