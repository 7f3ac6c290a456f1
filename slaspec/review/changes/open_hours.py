"""Which of two calendars is open longer: every second of one against every second of the other."""

from __future__ import annotations

from datetime import date
from typing import Literal

from slaspec.errors import ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import Calendar
from slaspec.review.change import OPPOSITE, Direction

Compared = Literal["same", "more", "fewer", "other"]
Hours = Calendar | Literal["24x7"]
_DIRECTIONS: dict[Compared, Direction] = {"more": "tightened", "fewer": "loosened"}


def hours_of(book: Book, id: str | None) -> Hours | None:
    """The calendar of an `hours` term; None where nothing, or an unknown one, is named."""
    return "24x7" if id == "24x7" else book.get(id, Calendar)


def compared(
    base: Hours | None, head: Hours | None, dates: tuple[date, date] | None = None
) -> Compared:
    """
    Whether the second one is open for the same time, for more, for fewer hours, or at others.

    They are compared over some dates, or over all that both know; where they know none together,
    they are others.
    """
    from slaspec.service_time.calendar import compile_calendar

    if base is None or head is None:
        return "other"
    if base == head:
        return "same"
    try:
        lines = [compile_calendar(each, *(dates or _known(base, head))) for each in (base, head)]
    except ServiceTimeError:
        return "other"
    begin, end = max(each.first for each in lines), min(each.last for each in lines)
    return _of_spans(lines[0].spans, lines[1].spans, begin, end)


def _known(*calendars: Hours) -> tuple[date, date]:
    """The dates that all of some calendars know; reversed where there are none."""
    from slaspec.service_time.calendar import known_dates

    known = [known_dates(each) for each in calendars if isinstance(each, Calendar)]
    return max(each[0] for each in known), min(each[1] for each in known)


def _of_spans(
    base: list[tuple[int, int]], head: list[tuple[int, int]], first: int, last: int
) -> Compared:
    from slaspec.service_time.intervals import clip, normalise, subtract

    before, after = (clip(normalise(each), first, last) for each in (base, head))
    lost, won = len(subtract(before, after)), len(subtract(after, before))
    if lost and won:
        return "other"
    return "fewer" if lost else "more" if won else "same"


def direction(found: Compared, *, excused: bool = False) -> Direction:
    """More hours in which time counts are a promise more; more `excused` hours are one less."""
    direction = _DIRECTIONS.get(found, "neutral")
    return OPPOSITE[direction] if excused else direction
