"""Windows of an agreement: their names, and their seconds in the agreement's time zone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from slaspec.errors import UsageError
from slaspec.language.model.interpretation import ContractYear, RollingWindow, Window
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Span, Zone
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


def windows(window: Window, first: date, last: date, zone: Zone) -> tuple[WindowSpan, ...]:
    """
    The windows of a kind that lie wholly between two dates, in order.

    A rolling window is evaluated at the end of each `every` that lies wholly between them, bears
    its name, and looks back beyond the first date. A contract year is named by the year in which
    it begins.
    """
    return tuple(_spans(window, first, last, zone))


def before(window: Window, span: WindowSpan, zone: Zone) -> WindowSpan:
    """The window before one; of a rolling window, its evaluation before."""
    return _beside(window, date.fromisoformat(span.last), zone, -1)


def after(window: Window, span: WindowSpan, zone: Zone) -> WindowSpan:
    """The window after one; of a rolling window, its next evaluation."""
    return _beside(window, date.fromisoformat(span.last), zone, 1)


def in_words(window: Window) -> str:
    """`month`, `rolling 30 days, every month` or `contract year from 04-01`."""
    if isinstance(window, RollingWindow):
        return f"rolling {window.rolling}, every {window.every}"
    if isinstance(window, ContractYear):
        return f"contract year {window.contract_year}"
    return window


def is_named(window: Window, name: str) -> bool:
    """Whether windows of a kind have names like this one; False for what is no name of a window."""
    try:
        return _name(_kind(window), named(name)[0]) == name
    except UsageError:
        return False


def window_of(kind: str, day: date) -> tuple[date, date]:
    """First and last date of the calendar window that a date lies in."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    length = {"month": 1, "quarter": 3, "year": 12}[kind]
    return _months(day.year, day.month - (day.month - 1) % length, length)


def evaluated(window: Window, day: date) -> tuple[date, date]:
    """First and last date of the period around a date at whose end a window is evaluated."""
    if isinstance(window, RollingWindow):
        return window_of(window.every, day)
    if isinstance(window, ContractYear):
        return _contract_year(window, day)
    return window_of(window, day)


def name_of(window: Window, begin: date) -> str:
    """The name of the window whose period, in the calendar, begins on a date."""
    return _name(_kind(window), begin)


def _spans(window: Window, first: date, last: date, zone: Zone) -> Iterator[WindowSpan]:
    begin, end = evaluated(window, first)
    if begin < first:
        begin, end = evaluated(window, end + _ONE_DAY)
    while end <= last:
        yield _span(window, begin, end, zone)
        begin, end = evaluated(window, end + _ONE_DAY)


def _beside(window: Window, last: date, zone: Zone, step: int) -> WindowSpan:
    begin, end = evaluated(window, last)
    day = end + _ONE_DAY if step > 0 else begin - _ONE_DAY
    return _span(window, *evaluated(window, day), zone)


def _contract_year(window: ContractYear, day: date) -> tuple[date, date]:
    """A year that begins on 29 February begins on the 28th where there is none."""
    month, number = map(int, window.contract_year.removeprefix("from ").split("-"))
    begins = [
        date(year, month, min(number, monthrange(year, month)[1]))
        for year in range(day.year - 1, day.year + 2)
    ]
    position = 1 if begins[1] <= day else 0
    return begins[position], begins[position + 1] - _ONE_DAY


def _span(window: Window, begin: date, end: date, zone: Zone) -> WindowSpan:
    name = name_of(window, begin)
    if isinstance(window, RollingWindow):
        begin = back(end + _ONE_DAY, window.rolling)
    return WindowSpan(
        start=midnight(begin, zone),
        end=midnight(end + _ONE_DAY, zone),
        name=name,
        first=begin.isoformat(),
        last=end.isoformat(),
    )


def _kind(window: Window) -> str:
    """The calendar window by which windows are named."""
    if isinstance(window, RollingWindow):
        return window.every
    return "year" if isinstance(window, ContractYear) else window


def back(day: date, span: Span) -> date:
    """
    The date so long before a date.

    Months go to the same day number, or to the month's last. Raises `UsageError` where the
    calendar does not reach back so far.
    """
    try:
        if span.unit in ("days", "weeks"):
            return day - timedelta(days=span.count * (7 if span.unit == "weeks" else 1))
        months = day.year * 12 + day.month - 1 - span.count * (12 if span.unit == "years" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise UsageError(f"{span} before {day} is before every calendar") from None


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
