"""Windows of an agreement: their names, and their seconds in the agreement's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from slaspec.errors import UsageError
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Zone
from slaspec.measure.results import WindowSpan
from slaspec.service_time.civil import midnight

CALENDAR_WINDOWS = ("week", "month", "quarter", "year")
_ONE_DAY = timedelta(days=1)
_NAME = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|W(?P<week>[0-5][0-9])))?",
    re.ASCII,
)


def named(name: str) -> tuple[date, date]:
    """
    First and last date of the window `2026-04`, `2026-Q2`, `2026` or `2026-W15`.

    Raises `UsageError` for any other name. Weeks are those of ISO 8601 and start on Monday.
    """
    match = _NAME.fullmatch(name)
    if match is None or not FIRST_YEAR < int(match["year"]) < LAST_YEAR:
        raise UsageError(
            f"'{name}' is no period; write 2026-04, 2026-Q2, 2026, 2026-W15 or 2026-01..2026-03"
        )
    year = int(match["year"])
    if match["week"]:
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
        except ValueError:
            raise UsageError(f"the year {year} has no week {int(match['week'])}") from None
        return monday, monday + timedelta(days=6)
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3)
    return _months(year, 1, 12)


def period(text: str) -> tuple[date, date]:
    """First and last date of a window name, or of `A..B` from the first of A to the last of B."""
    begin, dots, end = text.partition("..")
    first, last = named(begin)
    if dots:
        last = named(end)[1]
    if last < first:
        raise UsageError(f"the period '{text}' ends before it begins")
    return first, last


def windows(kind: str, first: date, last: date, zone: Zone) -> tuple[WindowSpan, ...]:
    """The calendar windows of a kind that lie wholly between two dates, in order."""
    return tuple(
        WindowSpan(
            start=midnight(begin, zone),
            end=midnight(end + _ONE_DAY, zone),
            name=_name(kind, begin),
            first=begin.isoformat(),
            last=end.isoformat(),
        )
        for begin, end in _dates(kind, first, last)
    )


def window_of(kind: str, day: date) -> tuple[date, date]:
    """First and last date of the calendar window that a date lies in."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    length = {"month": 1, "quarter": 3, "year": 12}[kind]
    return _months(day.year, day.month - (day.month - 1) % length, length)


def _dates(kind: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    begin, end = window_of(kind, first)
    if begin < first:
        begin, end = window_of(kind, end + _ONE_DAY)
    while end <= last:
        yield begin, end
        begin, end = window_of(kind, end + _ONE_DAY)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, following = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, following + 1, 1) - _ONE_DAY


def _name(kind: str, begin: date) -> str:
    if kind == "week":
        year, week, _ = begin.isocalendar()
        return f"{year}-W{week:02}"
    if kind == "month":
        return f"{begin:%Y-%m}"
    if kind == "quarter":
        return f"{begin.year}-Q{(begin.month + 2) // 3}"
    return str(begin.year)
