"""
Small streams at the edges of the calendar and of a ticket's life, by name; nothing is drawn.

Each is as plain as its edge allows, so that the verdicts can be worked out by hand.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import UsageError
from slaspec.service_time.offsets import DAY, day_number, offsets_of

if TYPE_CHECKING:
    from slaspec.language.model import Calendar
    from slaspec.language.quantities import Zone
    from slaspec.service_time.timeline import Timeline

HOUR, MINUTE = 3600, 60
CLOSED_AFTER = 5 * DAY


@dataclass(frozen=True)
class Setting:
    """
    What an edge case is about: the clock, the year, and what its tickets are.

    `priorities` are those that tickets can have, the usual one first. `calendar` is needed for
    `holidays`, `timeline` and `limit` (in seconds) for `boundary`.
    """

    zone: Zone
    year: int
    service: str
    priorities: tuple[str, ...]
    calendar: Calendar | None = None
    timeline: Timeline | None = None
    limit: int | None = None

    def at(self, day: date, second: int) -> int:
        """The instant at which the clock shows a second of a day (the first of two)."""
        offsets = offsets_of(str(self.zone), day.year, day.year)
        return offsets.first_instant(day_number(day) * DAY + second)

    def changes(self) -> Iterator[tuple[int, int]]:
        """The instants of the year at which the clock is changed, and by how many seconds."""
        offsets = offsets_of(str(self.zone), self.year, self.year)
        begin, end = self.at(date(self.year, 1, 1), 0), self.at(date(self.year, 12, 31), DAY)
        stretches = zip(offsets.begins, offsets.offsets, strict=True)
        for (_, before), (at, offset) in pairwise(stretches):
            if begin <= at < end:
                yield at, offset - before


class Moment(NamedTuple):
    """From this instant on a ticket is in this state, with this priority (the usual one: None)."""

    at: int
    state: str
    priority: str | None = None


Course = list[Moment]


def edge_case(name: str, setting: Setting) -> list[Course]:
    """
    The tickets of an edge case, each with its moments, in the order of their reports.

    Raises `UsageError` for an unknown name, and where the year or the calendar has no such edge.
    """
    if name not in EDGE_CASES:
        raise UsageError(f"there is no edge case '{name}'; there are: {', '.join(EDGE_CASES)}")
    return list(EDGE_CASES[name](setting))


def _resolved(reported: int, resolved: int, closed: int | None = None) -> Course:
    end = resolved + CLOSED_AFTER if closed is None else closed
    return [Moment(reported, "new"), Moment(resolved, "resolved"), Moment(end, "closed")]


def _clock_changes(setting: Setting, *, forward: bool) -> Iterator[Course]:
    """Around a change: an hour across it, noon to noon, and an hour from it on."""
    found = [at for at, by in setting.changes() if (by > 0) is forward]
    if not found:
        which = "forward" if forward else "back"
        raise UsageError(f"the clocks of {setting.zone} do not go {which} in {setting.year}")
    for at in found:
        day = _day(at, setting)
        noon = setting.at(day, 12 * HOUR)
        yield _resolved(setting.at(day - timedelta(days=1), 12 * HOUR), noon)
        yield _resolved(at - 30 * MINUTE, at + 30 * MINUTE)
        yield _resolved(at, at + HOUR)


def _day(at: int, setting: Setting) -> date:
    from slaspec.service_time.civil import local_date

    return local_date(at - 1, setting.zone)


def _dst_spring(setting: Setting) -> Iterator[Course]:
    return _clock_changes(setting, forward=True)


def _dst_autumn(setting: Setting) -> Iterator[Course]:
    return _clock_changes(setting, forward=False)


def _month_end(setting: Setting) -> Iterator[Course]:
    """The first and the last second of each month; the last one is resolved in the next month."""
    for month in range(1, 13):
        first = setting.at(date(setting.year, month, 1), 0)
        last = setting.at(date(setting.year, month, monthrange(setting.year, month)[1]), DAY) - 1
        yield _resolved(first, first + HOUR)
        yield _resolved(last, last + HOUR)


def _leap_day(setting: Setting) -> Iterator[Course]:
    if not isleap(setting.year):
        raise UsageError(f"{setting.year} has no 29 February")
    noon = [setting.at(date(setting.year, *day), 12 * HOUR) for day in ((2, 28), (2, 29), (3, 1))]
    yield _resolved(noon[0], noon[2])
    yield _resolved(noon[1], noon[1] + HOUR)


def _holidays(setting: Setting) -> Iterator[Course]:
    """On each closed date from 10:00 to 11:00, and from noon to noon across it."""
    calendar = setting.calendar
    closed = [] if calendar is None else [each.date.value for each in calendar.closed or ()]
    dates = sorted(day for day in closed if day.year == setting.year)
    if not dates:
        raise UsageError(f"no closed date of {setting.year} is known here")
    for day in dates:
        before, after = (setting.at(day + timedelta(days=n), 12 * HOUR) for n in (-1, 1))
        yield _resolved(before, after)
        morning = setting.at(day, 10 * HOUR)
        yield _resolved(morning, morning + HOUR)


def _bulk_close(setting: Setting) -> Iterator[Course]:
    """One on each of twelve days of March, resolved within the hour, closed on the 31st."""
    closed = setting.at(date(setting.year, 3, 31), 18 * HOUR)
    for day in range(1, 13):
        reported = setting.at(date(setting.year, 3, day), 10 * HOUR)
        yield _resolved(reported, reported + HOUR, closed)


def _reopen_storm(setting: Setting) -> Iterator[Course]:
    """Resolved after an hour and opened again after another, five times; resolved at last."""
    reported = setting.at(date(setting.year, 3, 2), 10 * HOUR)
    course = [Moment(reported, "new")]
    for turn in range(5):
        course.append(Moment(reported + (2 * turn + 1) * HOUR, "resolved"))
        course.append(Moment(reported + (2 * turn + 2) * HOUR, "active"))
    end = reported + 11 * HOUR
    yield [*course, Moment(end, "resolved"), Moment(end + CLOSED_AFTER, "closed")]


def _priority_storm(setting: Setting) -> Iterator[Course]:
    """Another priority every half hour, ten times, in the order of the priorities."""
    reported = setting.at(date(setting.year, 3, 2), 10 * HOUR)
    names = islice(cycle(setting.priorities), 1, 11)
    course = [Moment(reported, "new", setting.priorities[0])]
    course += [
        Moment(reported + turn * 30 * MINUTE, "active", name) for turn, name in enumerate(names, 1)
    ]
    last, end = course[-1].priority, reported + 6 * HOUR
    yield [*course, Moment(end, "resolved", last), Moment(end + CLOSED_AFTER, "closed", last)]


def _silence(_setting: Setting) -> Iterator[Course]:
    return iter(())


def _boundary(setting: Setting) -> Iterator[Course]:
    """Resolved a second before the limit is reached, in that very second, and one after it."""
    if setting.timeline is None or setting.limit is None:
        raise UsageError("the edge case 'boundary' needs hours and a limit")
    reported = setting.timeline.next_open(setting.at(date(setting.year, 3, 2), 10 * HOUR))
    due = setting.timeline.deadline(reported, setting.limit)
    for resolved in (due - 1, due, setting.timeline.next_open(due) + 1):
        yield _resolved(reported, resolved)


EDGE_CASES: dict[str, Callable[[Setting], Iterator[Course]]] = {
    "boundary": _boundary,
    "bulk-close": _bulk_close,
    "dst-autumn": _dst_autumn,
    "dst-spring": _dst_spring,
    "holidays": _holidays,
    "leap-day": _leap_day,
    "month-end": _month_end,
    "priority-storm": _priority_storm,
    "reopen-storm": _reopen_storm,
    "silence": _silence,
}
