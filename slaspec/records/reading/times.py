"""
Texts of times to UTC seconds.

The form is declared (`date_order`), never guessed: 4/3/2016 is a date in either order. A text
without an offset is a wall time of the declared zone; one that the clock skipped or showed twice
names no instant.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR
from slaspec.records.reading.encoders import CellFault, Encoder, UnansweredError
from slaspec.records.reasons import Reason, quoted
from slaspec.service_time.civil import LocalTimeError, to_utc
from slaspec.service_time.offsets import DAY, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slaspec.language.quantities import Zone

DateOrder = Literal["day_first", "month_first", "iso"]

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)
_ISO_CLOCK = re.compile(
    r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.,][0-9]{1,9})?)?"
    r"(Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?",
    re.ASCII,
)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NUMBERS_DATE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", re.ASCII)

EXAMPLES: dict[DateOrder, str] = {
    "day_first": "29/2/2016 01:16",
    "month_first": "2/29/2016 01:16",
    "iso": "2016-02-29T01:16:00+01:00",
}
OTHER_ORDER: dict[DateOrder, DateOrder] = {"day_first": "month_first", "month_first": "day_first"}


class Day(NamedTuple):
    """A date of the source: its midnight on the clock, and its offset if it has only one."""

    date: date
    midnight: int
    offset: int | None


class Clock(NamedTuple):
    """A time of day, floored to seconds, with the offset that stands behind it."""

    seconds: int
    offset: int | None


class Times(Encoder):
    """
    Times in one declared form, floored to seconds. Faults: `unreadable time`, `time in a DST
    gap`, `ambiguous time`.

    Raises `UnansweredError` where the form or the zone is not declared, and where a date can
    only be read in the other order: then the times that seem readable are wrong as well.
    """

    def __init__(
        self, missing: Iterable[str], zone: Zone | None, date_order: DateOrder | None
    ) -> None:
        super().__init__(missing)
        self._zone = zone
        self._order = date_order
        self._days: dict[str, Day | None] = {}
        self._clocks: dict[str, Clock | None] = {}

    def encode(self, text: str) -> int | CellFault:
        """UTC seconds; dates and times of day are read once each."""
        day_text, clock_text = self._split(text)
        day, clock = self._day(day_text), self._clock(clock_text)
        if day is None or clock is None:
            return self._unreadable(text, day_text)
        if clock.offset is not None:
            return day.midnight + clock.seconds - clock.offset
        if day.offset is not None:
            return day.midnight + clock.seconds - day.offset
        return self._wall_time(text, day, clock)

    def _split(self, text: str) -> tuple[str, str]:
        if self._order in OTHER_ORDER:
            day, _, clock = text.partition(" ")
            return day, clock
        return text[:10], text[11:] if text[10:11] in ("T", " ") else ""

    def _day(self, text: str) -> Day | None:
        if text not in self._days:
            found = _date(text, self._order or "iso")
            self._days[text] = None if found is None else self._whole_day(found)
        return self._days[text]

    def _clock(self, text: str) -> Clock | None:
        if text not in self._clocks:
            self._clocks[text] = _clock(text, self._order or "iso")
        return self._clocks[text]

    def _whole_day(self, day: date) -> Day:
        """A date with its offset, if both its midnights have the same and are shown once."""
        wall = day_number(day) * DAY
        if self._zone is None:
            return Day(day, wall, None)
        midnight = datetime.combine(day, time())
        try:
            begin = to_utc(midnight, self._zone)
            end = to_utc(midnight + timedelta(days=1), self._zone)
        except LocalTimeError:
            return Day(day, wall, None)
        return Day(day, wall, wall - begin if end - begin == DAY else None)

    def _wall_time(self, text: str, day: Day, clock: Clock) -> int | CellFault:
        if self._zone is None:
            raise UnansweredError(
                f"times have no zone: {quoted(text)}",
                "say timezone in the DataSource, for example timezone: Europe/Oslo",
            )
        wall_time = datetime.combine(day.date, time()) + timedelta(seconds=clock.seconds)
        try:
            return to_utc(wall_time, self._zone)
        except LocalTimeError as error:
            gap = error.reason == "gap"
            reason: Reason = "time in a DST gap" if gap else "ambiguous time"
            return CellFault(reason, error.message, "export the times in UTC or with their offsets")

    def _unreadable(self, text: str, day_text: str) -> CellFault:
        order = self._order or "iso"
        if self._order is None and _NUMBERS_DATE.fullmatch(text.partition(" ")[0]):
            raise UnansweredError(
                f"{quoted(text)} can be read in two ways",
                "say date_order in the DataSource: day_first or month_first",
            )
        if order in OTHER_ORDER and _date(day_text, OTHER_ORDER[order]) and not self._day(day_text):
            raise UnansweredError(
                f"{quoted(text)} is no date with date_order: {order}",
                f"say date_order: {OTHER_ORDER[order]}, or export the dates in ISO form",
            )
        if _written(day_text, order) and self._day(day_text) is None:
            sentence = f"there is no date {quoted(day_text)}"
            return CellFault("unreadable time", sentence, "correct it where the record is kept")
        return CellFault(
            "unreadable time",
            f"{quoted(text)} is no date and time between {FIRST_YEAR} and {LAST_YEAR}",
            f"with date_order: {order} a time is written like {EXAMPLES[order]}",
        )


def _written(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    """Year, month and day in ASCII digits, of a year that we know, whether there is such a day."""
    pattern = _ISO_DATE if order == "iso" else _NUMBERS_DATE
    match = pattern.fullmatch(text)
    if match is None:
        return None
    if order == "iso":
        year, month, day = match.groups()
    elif order == "day_first":
        day, _, month, year = match.groups()
    else:
        month, _, day, year = match.groups()
    return (int(year), int(month), int(day)) if FIRST_YEAR <= int(year) <= LAST_YEAR else None


def _date(text: str, order: DateOrder) -> date | None:
    """The date of a text, or None where there is none between the years that we know."""
    written = _written(text, order)
    try:
        return None if written is None else date(*written)
    except ValueError:
        return None


def _clock(text: str, order: DateOrder) -> Clock | None:
    match = (_ISO_CLOCK if order == "iso" else _CLOCK).fullmatch(text)
    if match is None:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    written = match[4] if order == "iso" else None
    return Clock(seconds, None if written is None else _offset(written))


def _offset(text: str) -> int:
    """Seconds east of UTC of `Z`, `+02:00` or `+0200`."""
    if text == "Z":
        return 0
    seconds = int(text[1:3]) * 3600 + int(text[-2:]) * 60
    return -seconds if text[0] == "-" else seconds
