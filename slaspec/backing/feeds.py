"""
Which windows of a leaf can feed one window of ours, and how many records lie in them beside ours.

What a leaf may miss over its window may all fall into one of ours. A record that is handed over
across a boundary uses the budget of another window of the leaf, so the budgets of all windows
that can feed ours add up; the records beside ours are bounded by the declared volume.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from slaspec.backing.windows import (
    Dates,
    Judged,
    Partial,
    Spelling,
    calendar_windows,
    judged_windows,
)
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import local_date, midnight
from slaspec.service_time.offsets import day_number, day_of


class VolumeBounds(NamedTuple):
    """At least and at most so many records in each period."""

    per: str
    low: int
    high: int


@dataclass(frozen=True)
class Windows:
    """How a promise cuts its term into judged windows."""

    spelling: Spelling
    term: Dates
    zone: Zone
    partial: Partial

    def all(self) -> tuple[Judged, ...]:
        """The windows in order."""
        return judged_windows(self.spelling, self.term, self.zone, self.partial)


class Feed(NamedTuple):
    """
    The worst over our windows: `beside` are the most records of the leaf's windows beside ours
    for each record of ours, `overlap` how often one of ours can count, `own` and `others` how
    many windows of the leaf lie within ours and beside it, `low` our least count of records.
    """

    beside: Fraction
    overlap: int
    own: int
    others: int
    low: int


OWN_WINDOW = Feed(Fraction(0), 1, 1, 0, 0)  # the leaf counts each record where we do


@dataclass(frozen=True)
class FeedQuestion:
    """`back` and `ahead`: seconds around our window in which the leaf can have decided."""

    ours: Windows
    theirs: Windows
    back: int
    ahead: int
    volume: VolumeBounds | None


@lru_cache(maxsize=4096)
def feed_of(question: FeedQuestion) -> Feed | str:
    """The feed, or the code of what is missing: `uncovered-window`, `no-volume-floor`."""
    worst: Feed | None = None
    theirs = question.theirs.all()
    begin = midnight(question.ours.term.first, question.ours.zone)
    for window in question.ours.all():
        region = (max(begin, window.start - question.back), window.end + question.ahead)
        touching = [each for each in theirs if each.start < region[1] and each.end > region[0]]
        if not _covers(touching, region):
            return "uncovered-window"
        found = _feed(question, window, _fewest(touching, region))
        if isinstance(found, str):
            return found
        worst = found if worst is None else _worse(worst, found)
    return worst if worst is not None else "uncovered-window"


def _worse(one: Feed, other: Feed) -> Feed:
    return Feed(
        max(one.beside, other.beside),
        max(one.overlap, other.overlap),
        max(one.own, other.own),
        max(one.others, other.others),
        min(one.low, other.low),
    )


def _covers(windows: list[Judged], region: tuple[int, int]) -> bool:
    reached = region[0]
    for window in sorted(windows):
        if window.start > reached:
            return False
        reached = max(reached, window.end)
    return reached >= region[1]


def _fewest(windows: list[Judged], region: tuple[int, int]) -> list[Judged]:
    """One window that covers all, where there is one: its budget alone is a bound."""
    whole = [each for each in windows if each.start <= region[0] and each.end >= region[1]]
    return [min(whole, key=lambda each: each.end - each.start)] if whole else windows


def _feed(question: FeedQuestion, ours: Judged, windows: list[Judged]) -> Feed | str:
    periods = sum(_periods_beside(question, ours, window) for window in windows)
    others = sum(window.end <= ours.start or window.start >= ours.end for window in windows)
    own = len(windows) - others
    ordered = sorted(windows)
    disjoint = all(a.end <= b.start for a, b in pairwise(ordered))
    overlap = 1 if disjoint else own
    volume = question.volume
    low = _periods_inside(question, ours) * volume.low if volume is not None else 0
    if not periods:
        return Feed(Fraction(0), overlap, own, others, low)
    if volume is None or not low:
        return "no-volume-floor"
    # A window beside ours may hold less than its period, but never more than `high` of each.
    return Feed(Fraction(volume.high * periods, low), overlap, own, len(windows) - 1, low)


def _periods_beside(question: FeedQuestion, ours: Judged, window: Judged) -> int:
    """Periods of the volume that touch the parts of a window beside ours."""
    if question.volume is None:
        return int(window.start < ours.start or window.end > ours.end)
    parts = (
        (window.start, min(window.end, ours.start)),
        (max(window.start, ours.end), window.end),
    )
    zone, per = question.ours.zone, question.volume.per
    return sum(len(list(calendar_windows(per, _dates(a, b, zone)))) for a, b in parts if a < b)


def _periods_inside(question: FeedQuestion, ours: Judged) -> int:
    """Periods of the volume that lie wholly in our window."""
    assert question.volume is not None
    dates = _dates(ours.start, ours.end, question.ours.zone)
    listed = calendar_windows(question.volume.per, dates)
    return sum(dates.first <= each.first and each.end <= dates.end for each in listed)


def _dates(start: int, end: int, zone: Zone) -> Dates:
    last = local_date(end - 1, zone)
    return Dates(local_date(start, zone), day_of(day_number(last) + 1))
