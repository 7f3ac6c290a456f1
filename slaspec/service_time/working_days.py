"""
Limits in working days: `{working_days: 2, due: same_time | end_of_day}`.

A working day is a date on which one of its own shifts opens (or an exception's). Day 0 is the
date of the start, or the next working day where that date has no opening. The deadline lies on
the nth working day after day 0:

* same_time    at the clock time of the start; at the first opening of day 0 where day 0 is not
               the date of the start. It may lie outside the hours. In a spring gap it is the
               end of the gap, in an autumn fold the first pass.
* end_of_day   at the end of the last opening that belongs to the date, also after midnight

The verdict is stop <= deadline.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from slaspec.errors import ServiceTimeError
from slaspec.service_time.calendar import require_known
from slaspec.service_time.civil import format_utc, midnight
from slaspec.service_time.offsets import DAY, Offsets, day_number, day_of, offsets_of
from slaspec.service_time.rules import Rules, openings, rules_of
from slaspec.service_time.timeline import OutsideRangeError

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from slaspec.language.model.calendar import Calendar

Due = Literal["same_time", "end_of_day"]


class WorkingDays:
    """The working days of the dates `first` through `last` of a calendar."""

    def __init__(self, rules: Rules, first: date, last: date) -> None:
        self.first, self.last, self.name = first, last, rules.name
        self._offsets = offsets_of(rules.zone, first.year, last.year)
        self._begin = midnight(first, rules.zone)
        self._end = self._offsets.first_instant((day_number(last) + 1) * DAY)
        table = _first_and_last(rules, self._offsets, day_number(first), day_number(last))
        self._days = list(table)
        self._opens = [opens for opens, _ in table.values()]
        self._closes = [closes for _, closes in table.values()]

    def deadline(self, start: int, count: int, due: Due) -> int:
        """
        The deadline in UTC seconds of a clock that starts at `start`.

        Raises `ServiceTimeError` for a count of 0 and where the deadline is not known.
        """
        _require_count(count)
        if not self._begin <= start < self._end:
            raise self._outside(start)
        wall = self._offsets.wall(start)
        day_0 = bisect_left(self._days, wall // DAY)
        if day_0 + count >= len(self._days):
            raise self._unknown_end(start, count)
        if due == "end_of_day":
            return self._closes[day_0 + count]
        if self._days[day_0] != wall // DAY:
            wall = self._offsets.wall(self._opens[day_0])
        return self._offsets.first_instant(self._days[day_0 + count] * DAY + wall % DAY)

    def deadline_array(self, starts: object, count: int, due: Due) -> NDArray[np.int64]:
        """`deadline` for an array of int64 starts."""
        import numpy as np

        from slaspec.service_time.bulk import whole_seconds

        _require_count(count)
        start = whole_seconds(starts)
        outside = start[(start < self._begin) | (start >= self._end)]
        if outside.size:
            raise self._outside(int(outside[0]))
        days = np.array(self._days, dtype=np.int64)
        wall = self._offsets.wall_array(start)
        day_0 = np.searchsorted(days, wall // DAY, side="left")
        beyond = start[day_0 + count >= len(days)]
        if beyond.size:
            raise self._unknown_end(int(beyond[0]), count)
        if due == "end_of_day":
            return np.array(self._closes, dtype=np.int64)[day_0 + count]
        openings = self._offsets.wall_array(np.array(self._opens, dtype=np.int64))
        wall = np.where(days[day_0] == wall // DAY, wall, openings[day_0])
        return self._offsets.first_instant_array(days[day_0 + count] * DAY + wall % DAY)

    def open_dates(self, first: date, last: date) -> list[date]:
        """The working days from `first` through `last`."""
        self._require_dates(first, last)
        begin = bisect_left(self._days, day_number(first))
        end = bisect_right(self._days, day_number(last))
        return [day_of(number) for number in self._days[begin:end]]

    def on_or_after(self, day: date) -> date:
        """The first working day at or after a date."""
        return self._nth(day, bisect_left(self._days, day_number(day)))

    def after(self, day: date, count: int) -> date:
        """The nth working day after a date; the date itself does not count."""
        _require_count(count)
        return self._nth(day, bisect_right(self._days, day_number(day)) + count - 1)

    def _nth(self, day: date, index: int) -> date:
        self._require_dates(day, day)
        if index >= len(self._days):
            raise OutsideRangeError(
                f"the working days of {self.name} are known through {self.last};"
                f" the one asked for, counted from {day}, lies after that"
            )
        return day_of(self._days[index])

    def _require_dates(self, first: date, last: date) -> None:
        for day in (first, last):
            if not self.first <= day <= self.last:
                raise OutsideRangeError(
                    f"the working days of {self.name} are known from {self.first}"
                    f" through {self.last}; {day} is outside"
                )

    def _outside(self, start: int) -> OutsideRangeError:
        return OutsideRangeError(
            f"the working days of {self.name} are known from {self.first} through {self.last};"
            f" {format_utc(start)} is outside"
        )

    def _unknown_end(self, start: int, count: int) -> OutsideRangeError:
        return OutsideRangeError(
            f"the working days of {self.name} are known through {self.last};"
            f" {count} working days from {format_utc(start)} end after that"
        )


def compile_working_days(calendar: Calendar, first: date, last: date) -> WorkingDays:
    """
    The working days of the dates `first` through `last`, cached by content and range.

    For the built-in `24x7` give `always_open(zone)`. Raises `ServiceTimeError` where the dates
    leave `valid`.
    """
    require_known(calendar, first, last)
    return _compiled(rules_of(calendar), first, last)


@lru_cache(maxsize=128)
def _compiled(rules: Rules, first: date, last: date) -> WorkingDays:
    return WorkingDays(rules, first, last)


def _first_and_last(
    rules: Rules, offsets: Offsets, first: int, last: int
) -> dict[int, tuple[int, int]]:
    """Day number to the begin of its first and the end of its last opening, in UTC seconds."""
    table: dict[int, tuple[int, int]] = {}
    for day, opens, closes in openings(rules, first, last):
        if day is None:
            continue
        for begin, end in offsets.instants(opens, closes):
            earlier, later = table.get(day, (begin, end))
            table[day] = min(earlier, begin), max(later, end)
    return table


def _require_count(count: int) -> None:
    if count < 1:
        raise ServiceTimeError(f"{count} working days is no limit; count from 1")
