"""The limit of an objective as instants: the last that keeps it and the first that does not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from slaspec.language.model import Calendar
from slaspec.language.model.target import WorkingDays as DayLimit
from slaspec.language.quantities import Duration, Zone
from slaspec.measure.plan import Answers, ObjectivePlan
from slaspec.measure.relief import NO_RELIEF, Relief
from slaspec.measure.units import written_scale
from slaspec.rounding import rounded
from slaspec.service_time.calendar import (
    always,
    always_open,
    compile_calendar,
    known_dates,
)
from slaspec.service_time.civil import local_date
from slaspec.service_time.timeline import OutsideRangeError, Span, Timeline
from slaspec.service_time.working_days import WorkingDays, compile_working_days

HOUR = 3600
_YEAR = 366 * 24 * HOUR


class LimitClock(Protocol):
    """One limit on its clock; instants in UTC seconds, `ServiceTimeError` where hours end."""

    @property
    def timeline(self) -> Timeline:
        """The hours in which the clock runs."""

    @property
    def half(self) -> int:
        """Seconds of service time that are about half of the limit."""

    def keeps(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """The earliest stop at which the limit is used up as far as it may be."""

    def misses(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """The earliest stop at which the limit is not kept."""

    def deadline(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """The instant at which the limit runs out."""

    def pause(self, start: int) -> Span | None:
        """A pause in the middle of the limit; None where the limit has no middle."""

    def elapsed(self, start: int, stop: int, pauses: Sequence[Span] = ()) -> str:
        """What the clock shows between two instants, in words."""


@dataclass(frozen=True)
class SecondsClock:
    """A limit in seconds of service time, and the `most` seconds with which it is kept."""

    timeline: Timeline
    seconds: int
    most: int

    @property
    def half(self) -> int:
        """Half of the limit, at least a second."""
        return max(1, self.seconds // 2)

    def keeps(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """At exactly the limit, or a second before."""
        return self.timeline.deadline(start, self.most, pauses) if self.most else start

    def misses(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """One second later on the clock; after closing time that is the next opening."""
        return self.timeline.deadline(start, self.most + 1, pauses)

    def deadline(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """The limit itself."""
        return self.timeline.deadline(start, self.seconds, pauses)

    def pause(self, start: int) -> Span | None:
        """An hour, from the middle of the limit or the next opening on."""
        if not self.most:
            return None
        middle = self.most // 2
        begin = self.timeline.deadline(start, middle) if middle else start
        return begin, self.timeline.next_open(begin) + HOUR

    def elapsed(self, start: int, stop: int, pauses: Sequence[Span] = ()) -> str:
        """`4h 59min 59s`; dates that the calendar does not know have no hours."""
        try:
            return clock_time(self.timeline.elapsed(start, stop, pauses))
        except OutsideRangeError:
            return "outside the calendar"


@dataclass(frozen=True)
class DaysClock:
    """A limit in working days: a deadline on the wall, without pauses."""

    timeline: Timeline
    days: WorkingDays
    limit: DayLimit
    reached: bool
    zone: Zone
    half: int = HOUR

    def keeps(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """At the deadline, or a second before."""
        due = self.deadline(start, pauses)
        return due if self.reached else due - 1

    def misses(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """A second later."""
        return self.keeps(start, pauses) + 1

    def deadline(self, start: int, pauses: Sequence[Span] = ()) -> int:
        """The deadline of the days; they cannot pause."""
        assert not pauses
        return self.days.deadline(start, self.limit.working_days, self.limit.due)

    def pause(self, start: int) -> Span | None:  # noqa: ARG002  (the signature of every clock)
        """Working days do not pause."""
        return None

    def elapsed(self, start: int, stop: int, pauses: Sequence[Span] = ()) -> str:
        """`working day 2`, counted from day 0."""
        assert not pauses
        first = self.days.on_or_after(local_date(start, self.zone))
        number = len(self.days.open_dates(first, local_date(stop, self.zone))) - 1
        return f"working day {number}"


def clock_of(
    objective: ObjectivePlan,
    answers: Answers,
    term: Span,
    zone: Zone,
    relief: Relief = NO_RELIEF,
) -> LimitClock:
    """
    The clock of an objective, as far as its calendar is known, over a term and a year more.

    It stands still in the hours of exclusions that need no entry of the Ledger.
    """
    calendar, within = objective.calendar, objective.within
    assert calendar is not None
    assert within is not None
    timeline = _without_standing(timeline_of(calendar, term), relief, term, zone)
    known = always_open(zone) if isinstance(calendar, str) else calendar
    if isinstance(within, Duration):
        return SecondsClock(timeline, within.seconds, _most(objective, within, answers))
    days = compile_working_days(known, *known_dates(known))
    return DaysClock(timeline, days, within, answers.limit_reached == "met", known.timezone)


def _without_standing(timeline: Timeline, relief: Relief, term: Span, zone: Zone) -> Timeline:
    """The hours without those in which exclusions pause every clock."""
    from slaspec.measure.excused_time import is_standing
    from slaspec.measure.relieved_clocks import standing_pauses
    from slaspec.service_time.intervals import clip, normalise, subtract

    if not any(e.effect == "pause" and is_standing(e.exclusion) for e in relief.exclusions):
        return timeline
    first, last = max(timeline.first, term[0] - _YEAR), min(timeline.last, term[1] + _YEAR)
    hours = clip(normalise(timeline.spans), first, last)
    running = subtract(hours, standing_pauses(relief, first, last, zone)).tolist()
    return Timeline([(begin, end) for begin, end in running], first, last, timeline.name)


def timeline_of(calendar: Calendar | Literal["24x7"], term: Span) -> Timeline:
    """The hours of a calendar, as far as it is known, over a term and a year before and after."""
    if isinstance(calendar, str):
        return always()
    first, last = known_dates(calendar)
    start = local_date(term[0], calendar.timezone)
    if last < start:
        return compile_calendar(calendar, start, start)  # an error that says what is known
    begin = max(first, start.replace(year=start.year - 1, month=1, day=1))
    end = local_date(term[1], calendar.timezone)
    end = min(last, end.replace(year=end.year + 1, month=12, day=31))
    return compile_calendar(calendar, begin, max(begin, end))


def _most(objective: ObjectivePlan, within: Duration, answers: Answers) -> int:
    """
    The most whole seconds that keep a limit.

    Of a percentile the contract may round the time before it is judged; that moves the limit, as
    agreed, where the limit itself has no more decimals than are kept.
    """
    reached = answers.limit_reached == "met"
    seconds = within.seconds if reached else within.seconds - 1
    rule, scale = answers.round_measured, written_scale(str(within))
    if objective.percentile is None or rule is None or scale is None:
        return seconds
    if (within.seconds / scale * 10**rule.places).denominator != 1:
        return seconds

    def keeps(figure: int) -> bool:
        judged = Fraction(rounded(figure / scale, rule.places, rule.mode)) * scale
        return judged <= within.seconds if reached else judged < within.seconds

    step = int(scale) or 1
    candidates = range(max(0, seconds - step), seconds + step + 1)
    return bisect_left(candidates, True, key=lambda figure: not keeps(figure)) + candidates[0] - 1


def clock_time(seconds: int) -> str:
    """`4h 59min 59s`; parts that are zero are left out."""
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "min"), (rest % 60, "s"))
    return " ".join(f"{figure}{unit}" for figure, unit in parts if figure) or "0s"
