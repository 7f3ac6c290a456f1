"""
Service time by brute force: look at the clock on the wall at every minute.

Shares no code with the product. It reads the plain mapping of a Calendar document, converts each
instant to the wall time of the zone, and asks whether that wall time is open. All rules and all
offsets since 1972 are whole minutes, so a minute is open or closed as a whole.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

UTC = timezone.utc
ONE_DAY = timedelta(days=1)
NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@cache
def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """A zone of the tzdata package."""
    with (resources.files("tzdata") / "zoneinfo" / name).open("rb") as file:
        return zoneinfo.ZoneInfo.from_file(file, key=name)


def wall(instant: int, zone: str) -> datetime:
    """The naive wall time at an instant."""
    return datetime.fromtimestamp(instant, zone_of(zone)).replace(tzinfo=None, fold=0)


class Range(NamedTuple):
    """Hours of a day in minutes after midnight; `closes` at or below `opens` is tomorrow."""

    opens: int
    closes: int

    def today(self, minute: int) -> bool:
        if self.opens < self.closes:
            return self.opens <= minute < self.closes
        return self.opens <= minute

    def tomorrow(self, minute: int) -> bool:
        return self.closes <= self.opens and minute < self.closes


def ranges(texts: list[str]) -> list[Range]:
    """`["08:00-17:00"]` in minutes."""
    found = []
    for text in texts:
        opens, closes = (60 * int(t[:2]) + int(t[3:]) for t in text.split("-"))
        found.append(Range(opens, closes))
    return found


class Oracle:
    """The brute-force reading of one Calendar document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.zone = document["timezone"]
        self.week: dict[str, list[Range]] = {name: [] for name in NAMES}
        for key, texts in document["open"].items():
            for name in self._named(key):
                self.week[name] = self.week[name] + ranges(texts)
        self.closed = {date.fromisoformat(c["date"]) for c in document.get("closed", [])}
        self.exceptions = {
            date.fromisoformat(e["date"]): ranges(e["open"]) for e in document.get("exceptions", [])
        }
        self.by_opening_date = document.get("holiday_rule") == "opening_date"

    @staticmethod
    def _named(key: str) -> Iterator[str]:
        first, last = key.split("-") if "-" in key else (key, key)
        position = NAMES.index(first)
        while NAMES[position % 7] != last:
            yield NAMES[position % 7]
            position += 1
        yield last

    def shifts_at(self, instant: int) -> tuple[bool, set[date]]:
        """Whether the second is open, and the dates of which a shift of their own covers it."""
        local = wall(instant, self.zone)
        return self._shifts_at_wall(local.date(), local.hour * 60 + local.minute)

    def _shifts_at_wall(self, today: date, minute: int) -> tuple[bool, set[date]]:
        yesterday = today - ONE_DAY
        own: set[date] = set()
        if any(r.today(minute) for r in self.exceptions.get(today, [])):
            own.add(today)
        if any(r.tomorrow(minute) for r in self.exceptions.get(yesterday, [])):
            own.add(yesterday)
        if not self._special(today):
            if any(r.today(minute) for r in self._weekly(today)):
                own.add(today)
        remnant = False
        if any(r.tomorrow(minute) for r in self._weekly(yesterday)):
            if self.by_opening_date:
                if not self._special(yesterday):
                    own.add(yesterday)
            elif not self._special(today):
                if self._special(yesterday):
                    remnant = True
                else:
                    own.add(yesterday)
        return bool(own) or remnant, own

    def _special(self, day: date) -> bool:
        return day in self.closed or day in self.exceptions

    def _weekly(self, day: date) -> list[Range]:
        return self.week[NAMES[day.weekday()]]

    def seconds(self, first: int, minutes: int) -> bytes:
        """One byte per second from `first` (a whole minute): 1 where open."""
        states = (self.shifts_at(first + 60 * m)[0] for m in range(minutes))
        return b"".join(b"\1" * 60 if state else b"\0" * 60 for state in states)

    def working_days(self, first: int, minutes: int) -> dict[date, tuple[int, int]]:
        """Each date with its own openings: begin of the first and end of the last of them."""
        found: dict[date, tuple[int, int]] = {}
        for instant in range(first, first + 60 * minutes, 60):
            for day in self.shifts_at(instant)[1]:
                found[day] = found.get(day, (instant, 0))[0], instant + 60
        return dict(sorted(found.items()))

    def working_day_deadline(
        self, table: dict[date, tuple[int, int]], start: int, count: int, due: str
    ) -> int:
        """The deadline, read off a table of `working_days` that reaches far enough."""
        local = wall(start, self.zone)
        days = [day for day in table if day >= local.date()]
        opens, closes = table[days[count]]
        if due == "end_of_day":
            return closes
        if days[0] != local.date():
            local = wall(table[days[0]][0], self.zone)
        target = datetime.combine(days[count], local.time())
        instant = int((target - ONE_DAY - ONE_DAY).replace(tzinfo=UTC).timestamp())
        instant -= instant % 60 - target.second
        while wall(instant, self.zone) < target:
            instant += 60
        # The clock may jump over the target within this minute: then the jump is the deadline.
        return instant if wall(instant, self.zone) == target else instant - target.second


def elapsed(seconds: bytes, a: int, b: int, pauses: list[tuple[int, int]]) -> int:
    """Open, unpaused seconds of `[a, b)`, all given as positions in `seconds`."""
    left = bytearray(seconds[a:b])
    for begin, end in pauses:
        begin, end = max(begin - a, 0), min(end - a, len(left))
        if begin < end:
            left[begin:end] = bytes(end - begin)
    return left.count(1)


def changes(zone: str, first_year: int, last_year: int) -> list[int]:
    """UTC midnights of the days in which the offset of a zone changes."""
    info = zone_of(zone)
    day = int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime(last_year + 1, 1, 1, tzinfo=UTC).timestamp())
    found = []
    before = datetime.fromtimestamp(day, info).utcoffset()
    for midnight in range(day, end, 86400):
        after = datetime.fromtimestamp(midnight + 86400, info).utcoffset()
        if before != after:
            found.append(midnight)
        before = after
    return found
