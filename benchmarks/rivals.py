"""
What people use to time one interval in office hours, beside slaspec's own answers.

    python -m benchmarks.rivals

One zone, weekdays 08:00-17:00, fifteen holidays, intervals of up to 60 days; CPU seconds, best of
three. Of each package it is said which share of its answers is exact; packages without time zones
are given naive local times.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from importlib.util import find_spec

from benchmarks.service_time import (
    FIRST,
    HOLIDAYS,
    LAST,
    ZONE,
    cpu_seconds,
    intervals,
    naive,
    office,
)
from slaspec.service_time.calendar import compile_calendar

Ask = Callable[[datetime, datetime], float]


def by_hand() -> Ask:
    """A careful loop over the days of an interval."""
    closed = frozenset(HOLIDAYS)

    def seconds(begin: datetime, end: datetime) -> float:
        total, day = 0.0, begin.date()
        while day <= end.date():
            if day.weekday() < 5 and day not in closed:
                opens = max(begin, datetime.combine(day, time(8)))
                closes = min(end, datetime.combine(day, time(17)))
                total += max(0.0, (closes - opens).total_seconds())
            day += timedelta(days=1)
        return total

    return seconds


def business_duration() -> Ask:
    """The package business-duration."""
    from business_duration import businessDuration

    days = dict.fromkeys(HOLIDAYS, "closed")
    return lambda a, b: businessDuration(a, b, time(8), time(17), holidaylist=days, unit="sec")


def businesstimedelta() -> Ask:
    """The package businesstimedelta, on zones of pytz."""
    import businesstimedelta as other
    import pytz

    zone = pytz.timezone(ZONE)
    hours = other.WorkDayRule(time(8), time(17), working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = other.Rules([hours, other.HolidayRule(dict.fromkeys(HOLIDAYS, "closed"), tz=zone)])

    def seconds(begin: datetime, end: datetime) -> float:
        found = rules.difference(zone.localize(begin), zone.localize(end))
        return float(found.hours * 3600 + found.seconds)

    return seconds


def timegrid() -> Ask:
    """The package timegrid, compiled once for the years."""
    from timegrid import TimeGridCalendar

    calendar = TimeGridCalendar.weekdays(time(8), time(17))
    for day in HOLIDAYS:
        calendar = calendar.close(day)
    begin, end = (datetime.combine(day, time()) for day in (FIRST, LAST + timedelta(days=120)))
    timeline = calendar.compile(begin, end)
    return lambda a, b: timeline.get_working_duration(a, b).total_seconds()


def pandas() -> Ask:
    """The recipe with CustomBusinessHour: count the offsets; it knows whole hours only."""
    import pandas as pd

    hours = pd.offsets.CustomBusinessHour(start="08:00", end="17:00", holidays=HOLIDAYS)
    return lambda a, b: 3600.0 * len(pd.date_range(a, b, freq=hours, inclusive="left"))


RIVALS: dict[str, tuple[str, Callable[[], Ask], int]] = {
    "a loop by hand": ("datetime", by_hand, 5_000),
    "business-duration": ("business_duration", business_duration, 300),
    "businesstimedelta": ("businesstimedelta", businesstimedelta, 100),
    "timegrid": ("timegrid", timegrid, 20_000),
    "pandas CustomBusinessHour": ("pandas", pandas, 100),
}


def main() -> int:
    """Print how many intervals a CPU second each one times."""
    timeline = compile_calendar(office(), FIRST, LAST.replace(year=LAST.year + 1))
    for name, (module, made, count) in RIVALS.items():
        if find_spec(module) is None:
            print(f"{name:<28} is not installed")
            continue
        asked = intervals(count)
        local = [(naive(a), naive(b)) for a, b in asked]
        ask = made()
        truth = [timeline.elapsed(int(a.timestamp()), int(b.timestamp())) for a, b in asked]
        right = sum(ask(*pair) == exact for pair, exact in zip(local, truth, strict=True))
        seconds = cpu_seconds(lambda ask=ask, local=local: [ask(*pair) for pair in local])
        print(f"{name:<28} {count / seconds:>12,.0f} intervals a second, {right / count:.0%} exact")
    asked = [(int(a.timestamp()), int(b.timestamp())) for a, b in intervals(200_000)]
    seconds = cpu_seconds(lambda: [timeline.elapsed(*pair) for pair in asked])
    print(f"{'slaspec, one by one':<28} {len(asked) / seconds:>12,.0f} intervals a second")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
