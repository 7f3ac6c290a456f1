"""
`Timeline`: when service time runs, in whole UTC seconds.

W(t), the open seconds before t, is piecewise linear with slope 0 or 1, and everything follows
from it: elapsed(a, b) = W(b) - W(a), and a deadline is the instant at which W reaches a level.
Scalars use `bisect` on lists; `Timeline.bulk` answers the same questions for arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from slaspec.errors import ServiceTimeError
from slaspec.service_time.civil import format_utc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slaspec.service_time.bulk import Bulk

Span = tuple[int, int]


class OutsideRangeError(ServiceTimeError):
    """The question needs an instant for which the hours are not known. Nothing is clipped."""


class Timeline:
    """
    Open hours over the known range `[first, last)`, in UTC seconds.

    `spans` are the open spans in any order; they are unioned and cut to the range. `name` stands
    in the messages of errors. W is known at `last` too, because it counts what lies before.
    """

    __slots__ = ("_base", "_bulk", "_closings", "_edges", "_reached", "first", "last", "name")

    def __init__(
        self, spans: Iterable[Span], first: int, last: int, name: str = "the calendar"
    ) -> None:
        self.first, self.last, self.name = first, last, name
        self._bulk: Bulk | None = None
        self._edges = [edge for span in merged(spans, first, last) for edge in span]
        self._closings = self._edges[1::2]
        openings = self._edges[::2]
        lengths = (end - begin for begin, end in zip(openings, self._closings, strict=True))
        self._reached = list(accumulate(lengths))
        # W(t) is base[i] where closed (i even) and base[i] + t where open (i odd),
        # with i = the number of edges at or before t.
        self._base = [0]
        for begin, reached in zip(openings, self._reached, strict=True):
            self._base += [self._base[-1] - begin, reached]

    @property
    def spans(self) -> list[Span]:
        """The open spans `(opens, closes)`, sorted, disjoint and not touching."""
        return list(zip(self._edges[::2], self._closings, strict=True))

    @property
    def bulk(self) -> Bulk:
        """The same questions for arrays of instants (imports numpy)."""
        if self._bulk is None:
            from slaspec.service_time.bulk import Bulk

            self._bulk = Bulk(self)
        return self._bulk

    def w(self, t: int) -> int:
        """Open seconds of the known range before `t`."""
        if not self.first <= t <= self.last:
            raise self.outside(t)
        i = bisect_right(self._edges, t)
        return self._base[i] + t if i & 1 else self._base[i]

    def elapsed(self, a: int, b: int, pauses: Iterable[Span] = ()) -> int:
        """
        Open seconds in `[a, b)`, without the union of the pauses.

        Pauses are cut to `[a, b)` first, so they may reach beyond the known range. Raises
        `ServiceTimeError` for a reversed span or pause.
        """
        if not self.first <= a <= b <= self.last:
            raise self._refused(a, b)
        edges, base = self._edges, self._base
        i, j = bisect_right(edges, a), bisect_right(edges, b)
        seconds = (base[j] + b if j & 1 else base[j]) - (base[i] + a if i & 1 else base[i])
        if not pauses:
            return seconds
        return seconds - sum(self.elapsed(*span) for span in merged(pauses, a, b))

    def deadline(self, a: int, s: int, pauses: Iterable[Span] = ()) -> int:
        """
        The earliest instant t with elapsed(a, t, pauses) == s; it may be closing time.

        Raises `ServiceTimeError` for a limit of 0, `OutsideRangeError` where the hours are not
        known as far as that.
        """
        _require_limit(s)
        due = self._reach(a, s)
        for begins, ends in merged(pauses, a):
            if due <= begins:
                break
            s -= self.elapsed(a, begins)
            a = ends
            due = self._reach(a, s)
        return due

    def latest_met(self, a: int, s: int, pauses: Iterable[Span] = ()) -> int:
        """
        The latest instant t with elapsed(a, t, pauses) <= s.

        It is the deadline, or the next opening where the limit runs out at closing time.
        """
        _require_limit(s)
        latest = self._exceed(a, s)
        for begins, ends in merged(pauses, a):
            if latest < begins:
                break
            s -= self.elapsed(a, begins)
            a = ends
            latest = self._exceed(a, s)
        return latest

    def open_at(self, t: int) -> bool:
        """Whether the second that begins at `t` is open."""
        if not self.first <= t < self.last:
            raise self.outside(t)
        return bool(bisect_right(self._edges, t) & 1)

    def next_open(self, t: int) -> int:
        """The earliest open instant at or after `t`."""
        return self._exceed(t, 0)

    def _reach(self, a: int, s: int) -> int:
        """The earliest instant at which W is W(a) + s, for s > 0."""
        level = self.w(a) + s
        i = bisect_left(self._reached, level)
        if i == len(self._reached):
            raise self.unknown_end(a, s)
        return self._closings[i] - (self._reached[i] - level)

    def _exceed(self, a: int, s: int) -> int:
        """The latest instant at which W is W(a) + s."""
        level = self.w(a) + s
        i = bisect_right(self._reached, level)
        if i == len(self._reached):
            raise self.unknown_end(a, s)
        return self._closings[i] - (self._reached[i] - level)

    def outside(self, t: int) -> OutsideRangeError:
        """The error for an instant outside the known range."""
        return OutsideRangeError(
            f"the hours of {self.name} are known from {format_utc(self.first)}"
            f" to {format_utc(self.last)}; {format_utc(t)} is outside"
        )

    def unknown_end(self, a: int, s: int) -> OutsideRangeError:
        """The error for `s` open seconds after `a` that end beyond the known range."""
        what = f"{s} s of service time end" if s else "the next opening is"
        return OutsideRangeError(
            f"the hours of {self.name} are known to {format_utc(self.last)};"
            f" from {format_utc(a)}, {what} after that"
        )

    def _refused(self, a: int, b: int) -> ServiceTimeError:
        for instant in (a, b):
            if not self.first <= instant <= self.last:
                return self.outside(instant)
        return reversed_span(a, b)


def merged(spans: Iterable[Span], first: int, last: int | None = None) -> list[Span]:
    """
    The union of spans, cut to `[first, last)`, sorted; empty spans vanish.

    Raises `ServiceTimeError` for a span that ends before it begins, also outside the cut.
    """
    union: list[Span] = []
    for from_, until in sorted(spans):
        if until < from_:
            raise reversed_span(from_, until)
        begin = max(from_, first)
        end = until if last is None else min(until, last)
        if begin >= end:
            continue
        if not union or union[-1][1] < begin:
            union.append((begin, end))
        elif union[-1][1] < end:
            union[-1] = (union[-1][0], end)
    return union


def reversed_span(begin: int, end: int) -> ServiceTimeError:
    """The error for a span that ends before it begins."""
    return ServiceTimeError(
        f"the span is reversed: it begins {format_utc(begin)} and ends {format_utc(end)}"
    )


def _require_limit(s: int) -> None:
    if s <= 0:
        raise ServiceTimeError(f"a limit of {s} s cannot be kept; it must be above 0")
