"""
Which spans of time the windows of a target stand for.

A window that is merged with its neighbour at an end of the term, one that is smoothed with the
window before, and rolling windows that overlap: all are unions of slices of time, and what was
counted in slices adds up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from slaspec.language.model.interpretation import RollingWindow
from slaspec.measure.windows import after, before
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.model.governance import Effective
    from slaspec.language.model.interpretation import Window
    from slaspec.language.quantities import Zone
    from slaspec.measure.questions import Answers
    from slaspec.measure.results import WindowSpan

Slice = tuple[int, int]


@dataclass(frozen=True)
class Spans:
    """
    What each window stands for, by its name.

    `judged` are the seconds on which it is judged, `before` those of the window before it (only
    where a verdict may need it), `joined` the window with which it is judged together instead.
    `slices` are the pieces of time of all of them, first second and the one after the last.
    """

    judged: Mapping[str, WindowSpan]
    before: Mapping[str, WindowSpan] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    slices: tuple[Slice, ...] = ()

    def slices_in(self, span: WindowSpan) -> range:
        """The positions of the slices of which a span is made."""
        first = bisect_left(self.slices, (span.start,))
        return range(first, bisect_left(self.slices, (span.end,), lo=first))


def spans_of(
    window: Window,
    windows: Sequence[WindowSpan],
    answers: Answers,
    effective: Effective,
    zone: Zone,
) -> Spans:
    """The spans of some windows of one kind, under the answers of their target."""
    looks_back = answers.smooth_with is not None or answers.no_data == "last_value"
    merges = answers.partial_window == "merged" and not isinstance(window, RollingWindow)
    term = _Term(window, effective, zone, merges=merges)
    judged, earlier, joined = {}, {}, {}
    for each in windows:
        joins = term.joins(each)
        if joins is not None:
            joined[each.name] = joins.name
            continue
        judged[each.name] = term.widened(each)
        previous = before(window, each, zone) if looks_back else None
        if previous is not None and term.touches(previous) and term.joins(previous) is None:
            earlier[each.name] = term.widened(previous)
    slices = tuple(_slices([*judged.values(), *earlier.values()]))
    return Spans(judged, earlier, joined, slices)


class _Term:
    """The windows at both ends of a term, and what becomes of them with `merged`."""

    def __init__(self, window: Window, effective: Effective, zone: Zone, *, merges: bool) -> None:
        self._window, self._zone, self._merges = window, zone, merges
        self._first = effective.from_.text
        self._ends = effective.ends
        self._last = effective.ends.text if effective.ends else "9999"
        self._effective = effective

    def touches(self, span: WindowSpan) -> bool:
        """Whether a window has a day in the term."""
        return span.first <= self._last and span.last >= self._first

    def joins(self, span: WindowSpan) -> WindowSpan | None:
        """The window that a partial one is judged together with; None for its own verdict."""
        if not self._merges or not self.touches(span):
            return None
        following = after(self._window, span, self._zone)
        if self._cuts_begin(span):
            return following if self.touches(following) else None
        earlier = before(self._window, span, self._zone)
        alone = not self.touches(earlier) or self._cuts_begin(earlier)
        return earlier if self._cuts_end(span) and not alone else None

    def widened(self, span: WindowSpan) -> WindowSpan:
        """A window with the partial ones that it is judged together with."""
        if not self._merges:
            return span
        earlier = before(self._window, span, self._zone)
        following = after(self._window, span, self._zone)
        if self.joins(earlier) is not None and self._cuts_begin(earlier):
            start = midnight(self._effective.from_.value, self._zone)
            span = replace(span, start=start, first=self._first)
            if self._cuts_end(span):
                span = self._until_the_end(span)
        if self.joins(following) is not None and self._cuts_end(following):
            span = self._until_the_end(span)
        return span

    def _until_the_end(self, span: WindowSpan) -> WindowSpan:
        assert self._ends is not None  # it cuts a window
        end = midnight(self._ends.value + timedelta(days=1), self._zone)
        return replace(span, end=end, last=self._last)

    def _cuts_begin(self, span: WindowSpan) -> bool:
        return span.first < self._first <= span.last

    def _cuts_end(self, span: WindowSpan) -> bool:
        return span.first <= self._last < span.last


def _slices(spans: Sequence[WindowSpan]) -> Iterator[Slice]:
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    for begin, end in pairwise(edges):
        if any(span.start <= begin and end <= span.end for span in spans):
            yield begin, end
