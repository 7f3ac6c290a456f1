"""
Time that an agreed exclusion takes out of an availability.

Only a standing arrangement excuses by itself: hours that the contract names once and for all.
Whatever must be announced, claimed or proved is excused by an accepted entry of the Ledger, and
without one it counts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from slaspec.language.model import Calendar
from slaspec.measure.down_time import NOTHING, within
from slaspec.measure.faults import located
from slaspec.measure.windows import window_of, windows
from slaspec.service_time.calendar import ALWAYS, compile_covering
from slaspec.service_time.civil import local_date, midnight
from slaspec.service_time.intervals import Intervals, intersect

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model.governance import Exclusion
    from slaspec.language.quantities import Zone

Period = Literal["week", "month", "quarter", "year"]
# Whether one of these happened is a matter of fact: hours alone do not show it.
ESTABLISHED = ("force_majeure", "customer", "third_party", "suspension")


@dataclass(frozen=True, kw_only=True)
class Excuse(ABC):
    """
    Time that does not count, of one exclusion.

    Without a limit it is excused whole. With `at_most` seconds per period `per`, what is excused
    is the time that was down in it, from the begin of each period on, up to the limit.
    `shrinks`: the time leaves the counted time too; else only its down time does not count.
    """

    id: str
    at_most: int | None
    per: Period
    shrinks: bool

    def since(self, start: int, zone: Zone) -> int:
        """From when on down time must be known to tell what of it is excused after `start`."""
        if self.at_most is None:
            return start
        return midnight(window_of(self.per, local_date(start, zone))[0], zone)

    @property
    def takes_hours(self) -> bool:
        """Whether its time is excused whole, not only what was down in it."""
        return self.shrinks and self.at_most is None

    @abstractmethod
    def among(self, times: Intervals) -> Intervals:
        """What of some time it speaks of, whatever its limit."""

    def excused(self, times: Intervals, zone: Zone) -> Intervals:
        """What is excused of the counted time, or of the down time where it takes only that."""
        if not len(times):
            return NOTHING
        first, last = int(times[0, 0]), int(times[-1, 1])
        times = self.among(times)
        if self.at_most is None or not len(times):
            return times
        days = [local_date(instant, zone) for instant in (first, last - 1)]
        begin, end = window_of(self.per, days[0])[0], window_of(self.per, days[1])[1]
        parts = [
            _first_seconds(within(times, period.start, period.end), self.at_most)
            for period in windows(self.per, begin, end, zone)
        ]
        return np.concatenate(parts)


@dataclass(frozen=True, kw_only=True)
class StandingExclusion(Excuse):
    """Hours in which time does not count, with no more to be shown."""

    hours: Calendar | Literal["24x7"]

    def among(self, times: Intervals) -> Intervals:
        """Some time, in these hours."""
        return intersect(times, open_hours(self.hours, int(times[0, 0]), int(times[-1, 1])))


@dataclass(frozen=True, kw_only=True, eq=False)
class GrantedTime(Excuse):
    """Spans that accepted entries of the Ledger take out."""

    spans: Intervals

    def among(self, times: Intervals) -> Intervals:
        """Some time, in these spans."""
        return intersect(times, self.spans)


def is_standing(exclusion: Exclusion) -> bool:
    """Whether an exclusion needs no announcement, claim or proof."""
    shown = exclusion.notice or exclusion.claim_within or exclusion.evidence == "required"
    established = exclusion.cause in ESTABLISHED
    return exclusion.hours is not None and not shown and not established


def open_hours(hours: Calendar | Literal["24x7"], first: int, last: int) -> Intervals:
    """The hours of a calendar in `[first, last)`."""
    if first >= last:
        return NOTHING
    if hours == ALWAYS:
        return np.array([[first, last]], dtype=np.int64)
    spans = compile_covering(hours, first, last).spans
    return within(np.array(spans, dtype=np.int64).reshape(-1, 2), first, last)


def hours_of(book: Book, exclusion: Exclusion) -> Calendar | Literal["24x7"]:
    """The hours within which an exclusion holds: all where it says none."""
    if exclusion.hours in (None, ALWAYS):
        return ALWAYS
    calendar = book.get(exclusion.hours, Calendar)
    if calendar is None:
        raise located(
            f"there is no calendar '{exclusion.hours}'",
            exclusion.at.of("hours"),
            "name a Calendar, or write 24x7",
        )
    return calendar


def limit_of(exclusion: Exclusion) -> tuple[int | None, Period]:
    """How many seconds an exclusion excuses at most (None: all), and in which period."""
    most = exclusion.at_most
    if most is None:
        return None, exclusion.per or "month"  # of no effect without a limit
    if exclusion.per is None:
        raise located(
            f"exclusion '{exclusion.id}' holds for at most {most}, and does not say in which"
            " period",
            exclusion.at.of("at_most"),
            "add per: month (or week, quarter, year)",
        )
    if most.milliseconds % 1000:
        raise located(
            f"{most} is no whole number of seconds",
            exclusion.at.of("at_most"),
            "write whole seconds",
        )
    return most.seconds, exclusion.per


def _first_seconds(times: Intervals, most: int) -> Intervals:
    """The first so many seconds of a set."""
    before = np.cumsum(times[:, 1] - times[:, 0]) - (times[:, 1] - times[:, 0])
    kept: Intervals = times[before < most].copy()
    if len(kept):
        rest = most - int(before[len(kept) - 1])
        kept[-1, 1] = min(int(kept[-1, 1]), int(kept[-1, 0]) + rest)
    return kept
