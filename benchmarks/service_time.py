"""
How fast service time is, beside two packages that answer a part of the question.

    python -m benchmarks.service_time

All figures are CPU seconds of one process (`time.process_time`), best of three rounds; the
questions are the same for every package: one zone, weekdays 08:00-17:00, intervals to 60 days.
"""

from __future__ import annotations

import random
import time as clock
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from importlib.util import find_spec

from slaspec.language.model.calendar import Calendar, ClosedDate
from slaspec.language.quantities import Day, Hours, Zone
from slaspec.service_time import calendar as compiler
from slaspec.service_time import offsets
from slaspec.service_time.timeline import Timeline
from slaspec.use_cases.service_hours import ServiceHours

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
HOLIDAYS = [
    date(year, month, day)
    for year in (2024, 2025, 2026)
    for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
]
ZONE = "Europe/Oslo"
Interval = tuple[datetime, datetime]


def office() -> Calendar:
    """Office hours in Oslo with fifteen closed dates."""
    return Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="office-no",
        title="Office hours",
        timezone=Zone(ZONE),
        open={"mon-fri": (Hours("08:00-17:00"),)},
        closed=tuple(ClosedDate(date=Day(str(day))) for day in HOLIDAYS),
    )


def cpu_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = clock.process_time()
        work()
        best = min(best, clock.process_time() - begin)
    return best


def intervals(count: int) -> list[Interval]:
    """Intervals of up to 60 days in 2024 to 2026, in UTC."""
    chance = random.Random(1)
    epoch = datetime(2024, 1, 2, tzinfo=UTC)
    starts = [epoch + timedelta(seconds=chance.randrange(1000 * 86400)) for _ in range(count)]
    return [(start, start + timedelta(seconds=chance.randrange(60 * 86400))) for start in starts]


def report(name: str, figure: float, unit: str, note: str = "") -> None:
    """One line of the table."""
    print(f"{name:<42} {figure:>16,.1f} {unit:<18} {note}")


def scalar(timeline: Timeline) -> float:
    """Elapsed time of single intervals; returns the rate of `ServiceHours` in UTC."""
    asked = intervals(200_000)
    seconds = [(int(a.timestamp()), int(b.timestamp())) for a, b in asked]
    elapsed = timeline.elapsed

    def raw() -> None:
        for a, b in seconds:
            elapsed(a, b)

    report("Timeline.elapsed", len(asked) / cpu_seconds(raw), "elapsed/s")
    rates = []
    for zone, name in ((UTC, "UTC"), (offsets.pinned_zone(ZONE), ZONE)):
        local = [(a.astimezone(zone), b.astimezone(zone)) for a, b in asked]
        hours = ServiceHours(office())

        def public(local: list[Interval] = local, hours: ServiceHours = hours) -> None:
            for a, b in local:
                hours.elapsed(a, b)

        rates.append(len(asked) / cpu_seconds(public))
        report(f"ServiceHours.elapsed, datetimes in {name}", rates[-1], "elapsed/s")
    return min(rates)


def business_duration(rate: float) -> None:
    """The package of that name: naive local times, one opening a day."""
    if find_spec("business_duration") is None:
        print("business-duration is not installed")
        return
    from business_duration import businessDuration

    asked = [(naive(a), naive(b)) for a, b in intervals(300)]
    days = dict.fromkeys(HOLIDAYS, "closed")

    def work() -> None:
        for a, b in asked:
            businessDuration(a, b, time(8), time(17), holidaylist=days, unit="sec")

    work()  # imports of its own are not counted
    theirs = len(asked) / cpu_seconds(work)
    report("business-duration", theirs, "elapsed/s", f"ServiceHours is {rate / theirs:,.0f} x")


def businesstimedelta(rate: float) -> None:
    """The package of that name: rules over pytz zones."""
    if find_spec("businesstimedelta") is None or find_spec("pytz") is None:
        print("businesstimedelta or pytz is not installed")
        return
    import businesstimedelta as other
    import pytz

    zone = pytz.timezone(ZONE)
    hours = other.WorkDayRule(time(8), time(17), working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = other.Rules([hours, other.HolidayRule(dict.fromkeys(HOLIDAYS, "closed"), tz=zone)])
    asked = [(a.astimezone(zone), b.astimezone(zone)) for a, b in intervals(300)]

    def work() -> None:
        for a, b in asked:
            rules.difference(a, b)

    theirs = len(asked) / cpu_seconds(work)
    report("businesstimedelta", theirs, "elapsed/s", f"ServiceHours is {rate / theirs:,.0f} x")


def naive(moment: datetime) -> datetime:
    """The wall time in the zone of the benchmark."""
    return moment.astimezone(offsets.pinned_zone(ZONE)).replace(tzinfo=None)


def arrays(timeline: Timeline) -> None:
    """W(t) over ten million instants of three years."""
    import numpy as np

    count = 10_000_000
    instants = np.random.default_rng(1).integers(timeline.first, timeline.last, count)
    odd = Timeline(
        [*timeline.spans, (timeline.first + 1, timeline.first + 2)], timeline.first, timeline.last
    )
    for made in (timeline, odd):
        encoding = type(made.bulk._encoding).__name__
        for order, asked in (("random", instants), ("sorted", np.sort(instants))):
            rate = count / cpu_seconds(lambda made=made, asked=asked: made.bulk.w(asked))
            report(f"Timeline.bulk.w, {encoding}, {order}", rate / 1e6, "million W/s")


def compiling() -> None:
    """Compiling the calendar, with the zone's offsets unknown and known."""
    for first in (FIRST, date(2015, 1, 1)):

        def warm(first: date = first) -> None:
            compiler._compiled.cache_clear()
            compiler.compile_calendar(office(), first, LAST)

        def cold(warm: Callable[[], None] = warm) -> None:
            offsets._stretches_of_year.cache_clear()
            offsets.offsets_of.cache_clear()
            warm()

        years = f"{LAST.year - first.year + 1} years"
        report(f"compile {years}, new zone", 1000 * cpu_seconds(cold), "ms")
        report(f"compile {years}, known zone", 1000 * cpu_seconds(warm), "ms")


def main() -> None:
    """All figures in one run."""
    timeline = compiler.compile_calendar(office(), FIRST, LAST)
    rate = scalar(timeline)
    business_duration(rate)
    businesstimedelta(rate)
    arrays(timeline)
    compiling()


if __name__ == "__main__":
    main()
