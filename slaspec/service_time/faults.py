"""What is wrong with the hours and dates of a calendar, as sentences for its author."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from slaspec.service_time.offsets import DAY
from slaspec.service_time.weekdays import WEEKDAYS, weekdays_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.language.model.calendar import Calendar
    from slaspec.language.model.node import Path
    from slaspec.language.quantities import Hours

_ONE_AFTER_THE_OTHER = "let one range end where the next begins"


class Fault(NamedTuple):
    """One fault: the path of its place within the calendar, a sentence, and what to do."""

    path: Path
    sentence: str
    help: str


class _Range(NamedTuple):
    """One range of hours of the week, with its place."""

    path: Path
    weekday: int
    hours: Hours


def faults(calendar: Calendar) -> Iterator[Fault]:
    """
    Every fault that makes a calendar unclear: unknown or repeated days, overlapping hours,
    no open hour at all, repeated dates, a reversed `valid`, dates outside it.
    """
    yield from _unknown_days(calendar)
    yield from _repeated_days(calendar)
    yield from _overlaps(calendar)
    yield from _never_open(calendar)
    yield from _repeated_dates(calendar)
    yield from _validity(calendar)


def _unknown_days(calendar: Calendar) -> Iterator[Fault]:
    for key in calendar.open:
        if weekdays_of(key) is None:
            yield Fault(
                ("open", key),
                f"'{key}' is not a day of the week",
                f"use {', '.join(WEEKDAYS)} or a range like mon-fri",
            )


def _repeated_days(calendar: Calendar) -> Iterator[Fault]:
    named: dict[int, str] = {}
    for key in calendar.open:
        for weekday in weekdays_of(key) or ():
            if weekday in named:
                yield Fault(
                    ("open", key),
                    f"{WEEKDAYS[weekday]} is named twice, by {named[weekday]} and by {key}",
                    "give each day its hours once",
                )
            named.setdefault(weekday, key)


def _overlaps(calendar: Calendar) -> Iterator[Fault]:
    for key, hours in calendar.open.items():
        yield from _overlaps_of_day(("open", key), key, hours)
    for index, entry in enumerate(calendar.exceptions or ()):
        yield from _overlaps_of_day(("exceptions", index, "open"), str(entry.date), entry.open)
    yield from _overlaps_over_midnight(calendar)
    yield from _overlaps_of_exceptions(calendar)


def _overlaps_of_day(path: Path, day: str, hours: tuple[Hours, ...]) -> Iterator[Fault]:
    by_opening = sorted(enumerate(hours), key=lambda entry: entry[1].opens)
    longest: Hours | None = None
    for position, later in by_opening:
        if longest is not None and later.opens < longest.closes:
            yield Fault(
                (*path, position),
                f"{day}: {longest} and {later} overlap",
                _ONE_AFTER_THE_OTHER,
            )
        longest = max(longest or later, later, key=lambda each: each.closes)


def _overlaps_over_midnight(calendar: Calendar) -> Iterator[Fault]:
    latest: dict[int, _Range] = {}
    for shift in _week(calendar):
        earlier = latest.get(shift.weekday, shift)
        latest[shift.weekday] = max(earlier, shift, key=lambda each: each.hours.closes)
    told = set()
    for shift in _week(calendar):
        before = latest.get((shift.weekday - 1) % 7)
        if before and before.hours.closes - DAY > shift.hours.opens and shift.path not in told:
            told.add(shift.path)
            yield Fault(
                shift.path,
                f"{WEEKDAYS[shift.weekday]} {shift.hours} overlaps"
                f" {WEEKDAYS[before.weekday]} {before.hours}, which runs over midnight",
                _ONE_AFTER_THE_OTHER,
            )


def _overlaps_of_exceptions(calendar: Calendar) -> Iterator[Fault]:
    """Hours of one date that run over midnight into the hours of the date after it."""
    for index, entry in enumerate(calendar.exceptions or ()):
        tomorrow = entry.date.value + timedelta(days=1)
        opening = _hours_of(calendar, tomorrow)
        for position, hours in enumerate(entry.open):
            met = next((each for each in opening if each.opens < hours.closes - DAY), None)
            if met is not None:
                yield Fault(
                    ("exceptions", index, "open", position),
                    f"{entry.date} {hours}, which runs over midnight, overlaps {tomorrow} {met}",
                    _ONE_AFTER_THE_OTHER,
                )


def _hours_of(calendar: Calendar, day: date) -> tuple[Hours, ...]:
    """The hours that open on a date: its own, none where it is closed, else the weekly ones."""
    for entry in calendar.exceptions or ():
        if entry.date.value == day:
            return entry.open
    if any(closed.date.value == day for closed in calendar.closed or ()):
        return ()
    return tuple(each.hours for each in _week(calendar) if each.weekday == day.weekday())


def _week(calendar: Calendar) -> Iterator[_Range]:
    for key, hours in calendar.open.items():
        for weekday in weekdays_of(key) or ():
            for position, each in enumerate(hours):
                yield _Range(("open", key, position), weekday, each)


def _never_open(calendar: Calendar) -> Iterator[Fault]:
    if not any(calendar.open.values()) and not any(e.open for e in calendar.exceptions or ()):
        yield Fault(
            ("open",),
            f"calendar {calendar.id} has no open hour at all",
            "give at least one day its hours, like mon-fri: ['08:00-17:00']",
        )


def _repeated_dates(calendar: Calendar) -> Iterator[Fault]:
    seen: set[tuple[str, date]] = set()
    for section, path, day in _dates(calendar):
        if (section, day) in seen:
            yield Fault(path, f"{day} stands twice among the {section}", "keep one of the two")
        seen.add((section, day))


def _validity(calendar: Calendar) -> Iterator[Fault]:
    if calendar.valid is None:
        return
    begin, end = calendar.valid.from_.value, calendar.valid.through.value
    if end < begin:
        yield Fault(
            ("valid", "through"),
            f"valid ends on {end}, before it begins on {begin}",
            "exchange the two dates",
        )
        return
    for _, path, day in _dates(calendar):
        if not begin <= day <= end:
            yield Fault(
                path,
                f"{day} is outside valid, {begin} through {end}",
                "remove the date, or extend valid when all dates of the longer span are pinned",
            )


def _dates(calendar: Calendar) -> Iterator[tuple[str, Path, date]]:
    for index, closed in enumerate(calendar.closed or ()):
        yield "closed dates", ("closed", index, "date"), closed.date.value
    for index, exception in enumerate(calendar.exceptions or ()):
        yield "exceptions", ("exceptions", index, "date"), exception.date.value
