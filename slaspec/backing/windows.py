"""The windows in which a promise is judged over its term, in UTC seconds."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from slaspec.language.model.interpretation import (
    ContractYear,
    PartialWindow,
    RollingWindow,
    Window,
)
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import midnight

_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
# `active` and `window` say what the denominator of a partial window is.
Partial = Literal["not_judged", "merged", "active", "window"]


class Dates(NamedTuple):
    """Dates `[first, end)`."""

    first: date
    end: date


class Judged(NamedTuple):
    """
    One window: what of it is judged, `[start, end)`, and the whole of which it is a part.

    `whole_counts`: the denominator is the whole window, also where only a part is in the term.
    """

    start: int
    end: int
    whole_start: int
    whole_end: int
    whole_counts: bool

    @property
    def is_part(self) -> bool:
        """Whether only a part of the window is judged."""
        return (self.start, self.end) != (self.whole_start, self.whole_end)


@dataclass(frozen=True)
class Spelling:
    """A kind of window as a value: equal spellings cut time alike."""

    kind: str
    count: int = 0
    unit: str = ""
    month_day: str = ""


def spelling(window: Window | None) -> Spelling | None:
    """The window as a value; None where it is not said or has no fixed dates."""
    if isinstance(window, RollingWindow):
        if window.rolling.unit not in ("days", "weeks", "months", "years"):
            return None
        return Spelling(window.every, window.rolling.count, window.rolling.unit)
    if isinstance(window, ContractYear):
        match = re.fullmatch(r"from ([0-9]{2}-[0-9]{2})", window.contract_year, re.ASCII)
        return Spelling("contract_year", month_day=match[1]) if match else None
    return Spelling(window) if window is not None else None


@lru_cache(maxsize=2048)
def judged_windows(
    window: Spelling, term: Dates, zone: Zone, partial: Partial
) -> tuple[Judged, ...]:
    """The windows of a term; `partial` says what of those that are only partly in it."""
    inside: list[tuple[Dates, Dates]] = []
    for whole in _whole(window, term):
        part = Dates(max(whole.first, term.first), min(whole.end, term.end))
        if part.first < part.end:
            inside.append((part, whole))
    if partial == "not_judged":
        inside = [(part, whole) for part, whole in inside if part == whole]
    if partial == "merged" and not window.count:
        inside = _merged(inside)
    judged = (_judged(part, whole, zone) for part, whole in inside)
    return tuple(
        each._replace(whole_counts=partial == "window" and each.is_part) for each in judged
    )


def partial_answer(
    said: Literal["not_judged", "merged"] | PartialWindow | None, unsaid: Partial
) -> Partial:
    """The answer about partial windows as `judged_windows` takes it."""
    if said is None:
        return unsaid
    return said.counted if isinstance(said, PartialWindow) else said


def _judged(part: Dates, whole: Dates, zone: Zone) -> Judged:
    start, end = midnight(part.first, zone), midnight(part.end, zone)
    if part == whole:
        return Judged(start, end, start, end, whole_counts=False)
    begin, stop = midnight(whole.first, zone), midnight(whole.end, zone)
    return Judged(start, end, begin, stop, whole_counts=False)


def _merged(inside: list[tuple[Dates, Dates]]) -> list[tuple[Dates, Dates]]:
    """A partial first window joins the next one, a partial last window the one before."""
    parts = [part for part, _ in inside]
    if len(inside) > 1 and inside[0][0] != inside[0][1]:
        parts[:2] = [Dates(parts[0].first, parts[1].end)]
    if len(parts) > 1 and inside[-1][0] != inside[-1][1]:
        parts[-2:] = [Dates(parts[-2].first, parts[-1].end)]
    return [(part, part) for part in parts]


def _whole(window: Spelling, term: Dates) -> Iterator[Dates]:
    if window.kind == "contract_year":
        yield from _contract_years(window.month_day, term)
        return
    for each in calendar_windows(window.kind, term):
        yield Dates(_back(each.end, window), each.end) if window.count else each


def calendar_windows(kind: str, term: Dates) -> Iterator[Dates]:
    """The days, weeks, months, quarters or years that touch some dates."""
    first = _begin(kind, term.first)
    while first < term.end:
        end = _next(kind, first)
        yield Dates(first, end)
        first = end


def _begin(kind: str, day: date) -> date:
    if kind == "day":
        return day
    if kind == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[kind]
    return date(day.year, day.month - (day.month - 1) % months, 1)


def _next(kind: str, first: date) -> date:
    if kind in ("day", "week"):
        return first + timedelta(days=1 if kind == "day" else 7)
    return _months_after(first, _MONTHS[kind])


def _months_after(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _back(end: date, window: Spelling) -> date:
    if window.unit in ("days", "weeks"):
        return end - timedelta(days=window.count * (7 if window.unit == "weeks" else 1))
    return _months_after(end, -window.count * (12 if window.unit == "years" else 1))


def _contract_years(month_day: str, term: Dates) -> Iterator[Dates]:
    month, day = int(month_day[:2]), int(month_day[3:])
    for year in range(term.first.year - 1, term.end.year + 1):
        begin, end = (date(y, month, min(day, monthrange(y, month)[1])) for y in (year, year + 1))
        if begin < term.end and end > term.first:
            yield Dates(begin, end)
