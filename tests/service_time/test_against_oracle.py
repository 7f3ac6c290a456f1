"""The product and the brute-force oracle give the same answers, to the second."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from slaspec.service_time.calendar import compile_calendar
from slaspec.service_time.offsets import offsets_of
from slaspec.service_time.pauses import paused
from slaspec.service_time.timeline import Timeline
from slaspec.service_time.working_days import compile_working_days
from tests.oracle import service_time as oracle
from tests.service_time import build

ZONES = (
    "Europe/Oslo",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Istanbul",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Godthab",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Africa/El_Aaiun",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Gaza",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Pyongyang",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Norfolk",
    "UTC",
)
MINUTES = 2 * 1440
QUESTIONS = 150


def windows(zone: str) -> list[int]:
    """Where to look: each day with an offset change in 2020-2035, 29 February, any day."""
    chance = random.Random(zone)
    anywhere = [build.at("2020-01-01T00:00:00Z") + 86400 * chance.randrange(5000) for _ in "abcd"]
    leap_days = [build.at(f"{year}-02-28T12:00:00Z") for year in (2024, 2028)]
    return [day - 43200 for day in oracle.changes(zone, 2020, 2035)] + leap_days + anywhere


@pytest.mark.parametrize("zone", ZONES)
def test_every_second_and_random_questions(zone: str) -> None:
    """
    Around every change of offset, a random calendar is open in exactly the seconds in which the
    wall clock shows open hours, and answers random questions as counting those seconds does.
    """
    for begin in windows(zone):
        chance = random.Random(f"{zone}{begin}")
        around = datetime.fromtimestamp(begin, UTC).date() + timedelta(days=1)
        document = build.random_document(chance, zone, around)
        model = build.calendar(**document)
        timeline = compile_calendar(model, around - timedelta(days=4), around + timedelta(days=4))
        seconds = oracle.Oracle(document).seconds(begin, MINUTES)

        assert open_seconds(timeline, begin, len(seconds)) == seconds
        ask(timeline, begin, seconds, chance)


def open_seconds(timeline: Timeline, begin: int, count: int) -> bytes:
    """One byte per second: 1 where the timeline is open."""
    states = bytearray(count)
    for opens, closes in timeline.spans:
        low, high = max(opens - begin, 0), min(closes - begin, count)
        if low < high:
            states[low:high] = b"\1" * (high - low)
    return bytes(states)


def ask(timeline: Timeline, begin: int, seconds: bytes, chance: random.Random) -> None:
    """Compares scalar and array answers to random questions with counted seconds."""
    spans, pauses, expected = [], [], []
    for number in range(QUESTIONS):
        a, b = sorted(chance.choices(range(len(seconds)), k=2))
        own = [
            (from_, from_ + chance.randrange(40000))
            for from_ in chance.choices(range(-20000, len(seconds)), k=chance.randrange(4))
        ]
        counted = oracle.elapsed(seconds, a, b, own)
        shifted = [(begin + from_, begin + until) for from_, until in own]
        assert counted == timeline.elapsed(begin + a, begin + b, shifted)
        check_limits(timeline, (begin, seconds, own), (a, counted), shifted)
        spans.append((begin + a, begin + b))
        expected.append(counted)
        pauses += [(number, *span) for span in shifted]
    starts, stops = np.array(spans).T
    owners, froms, untils = np.array(pauses).T
    net = timeline.bulk.elapsed(starts, stops) - paused(
        timeline, (starts, stops), (owners, froms, untils)
    )
    assert expected == net.tolist()


def check_limits(
    timeline: Timeline,
    window: tuple[int, bytes, list[tuple[int, int]]],
    limit: tuple[int, int],
    pauses: list[tuple[int, int]],
) -> None:
    """A deadline ends an open second at exactly the limit; the latest met begins one."""
    begin, seconds, own = window
    a, s = limit
    if not s:
        return
    due = timeline.deadline(begin + a, s, pauses) - begin
    assert s == oracle.elapsed(seconds, a, due, own)
    assert s - 1 == oracle.elapsed(seconds, a, due - 1, own)
    if s + 1 <= oracle.elapsed(seconds, a, len(seconds), own):
        latest = timeline.latest_met(begin + a, s, pauses) - begin
        assert s == oracle.elapsed(seconds, a, latest, own)
        assert s + 1 == oracle.elapsed(seconds, a, latest + 1, own)


@pytest.mark.parametrize(
    ("zone", "around"),
    [
        ("Europe/Oslo", "2026-03-29"),
        ("Europe/Oslo", "2026-10-25"),
        ("Australia/Lord_Howe", "2026-04-05"),
        ("Pacific/Apia", "2011-12-30"),
        ("America/Havana", "2026-03-08"),
        ("Africa/Casablanca", "2026-03-22"),
    ],
)
@pytest.mark.parametrize("holiday_rule", ["calendar_date", "opening_date"])
def test_working_days(zone: str, around: str, holiday_rule: str) -> None:
    """
    Working days, their first opening and last closing, and the deadlines of both kinds of due
    are what scanning every minute finds, for scalars and for arrays.
    """
    middle = date.fromisoformat(around)
    chance = random.Random(zone + holiday_rule)
    document = build.random_document(chance, zone, middle) | {"holiday_rule": holiday_rule}
    first, last = middle - timedelta(days=6), middle + timedelta(days=12)
    days = compile_working_days(build.calendar(**document), first, last)
    begin = build.at(f"{first}T00:00:00Z") - 86400
    slow = oracle.Oracle(document)
    table = slow.working_days(begin, 22 * 1440)
    table = {day: span for day, span in table.items() if first <= day <= last}

    assert list(table) == days.open_dates(first, last)
    starts = [build.at(f"{middle}T00:00:00Z") + chance.randrange(-3, 3) * 28801 for _ in range(40)]
    for due in ("same_time", "end_of_day"):
        expected = [slow.working_day_deadline(table, start, 2, due) for start in starts]
        assert expected == [days.deadline(start, 2, due) for start in starts]
        assert expected == days.deadline_array(np.array(starts), 2, due).tolist()


@pytest.mark.parametrize("zone", ZONES)
def test_wall_time_there_and_back(zone: str) -> None:
    """
    Around each change of offset, the wall time of an instant is the zone's, and the first
    instant at or after a wall time is what scanning finds; arrays agree with scalars.
    """
    offsets = offsets_of(zone, 2020, 2035)
    for day in oracle.changes(zone, 2024, 2027):
        instants = range(day - 7200, day + 2 * 86400, 613)
        walls = [offsets.wall(t) for t in instants]
        assert [build.at(f"{oracle.wall(t, zone).isoformat()}+00:00") for t in instants] == walls
        assert walls == offsets.wall_array(np.array(instants)).tolist()
        found = [offsets.first_instant(wall) for wall in walls]
        assert all(offsets.wall(t) >= wall for t, wall in zip(found, walls, strict=True))
        assert all(offsets.wall(t - 1) < wall for t, wall in zip(found, walls, strict=True))
        assert found == offsets.first_instant_array(np.array(walls)).tolist()
