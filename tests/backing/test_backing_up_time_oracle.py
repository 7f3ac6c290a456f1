"""Down time in one window against every hour, and outages that every leaf may have."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cache

import pytest

from slaspec.backing.proof import prove
from tests.backing.build import agreement, book, calendar, proof, target, up, up_leaf, up_sla
from tests.oracle import backing as oracle
from tests.oracle.service_time import Oracle, zone_of

UTC = timezone.utc
HOURS = {
    "all": {"mon-sun": ["00:00-24:00"]},
    "office": {"mon-fri": ["08:00-17:00"]},
    "nights": {"mon-sun": ["20:00-06:00"]},
}
ZONES = ["Europe/Oslo", "UTC", "America/New_York", "Asia/Tokyo"]
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def hour_of(day, zone):
    """Hours from 2024 on until the midnight of a date in a zone (whole hours there)."""
    local = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone))
    return int((local - BEGIN).total_seconds()) // 3600


def begins(kind):
    """The first dates of the windows of a kind, 2025 to 2027."""
    if kind == "week":
        return [date(2024, 12, 30) + timedelta(weeks=n) for n in range(160)]
    step = {"month": 1, "quarter": 3, "year": 12}[kind]
    return [date(2025 + n // 12, n % 12 + 1, 1) for n in range(0, 37, step)]


@cache
def open_hours(id, zone):
    """The open hours of a calendar, 2025 to 2027, looked up hour by hour."""
    read = Oracle({"timezone": zone, "open": HOURS[id]})
    start = int(BEGIN.timestamp())
    return frozenset(
        h for h in range(366 * 24, 3 * 366 * 24) if read.shifts_at(start + 3600 * h)[0]
    )


@pytest.mark.parametrize("case", range(30))
def test_the_worst_window_is_that_of_every_hour(case):
    """Windows, zones and hours of every kind: the same guaranteed share, exactly."""
    chance = random.Random(case)
    ours, theirs = chance.choice(ZONES), chance.choice(ZONES)
    our_hours, their_hours = chance.choice(list(HOURS)), chance.choice(list(HOURS))
    our_kind, their_kind = (chance.choice(["week", "month", "quarter"]) for _ in "ab")
    percent = chance.choice(["99%", "99.9%", "95%"])
    down = 1 - Fraction(percent[:-1]) / 100
    calendars = [
        calendar(f"{id}-{side}", HOURS[id], zone)
        for id, side, zone in ((our_hours, "ours", ours), (their_hours, "theirs", theirs))
    ]
    sla = up_sla(
        ["telco-uc#up"],
        "99.9%",
        up(hours=f"{our_hours}-ours"),
        timezone=ours,
        answers={"window": our_kind},
    )
    leaf = up_leaf(
        "telco",
        percent,
        up(hours=f"{their_hours}-theirs"),
        timezone=theirs,
        answers={"window": their_kind},
        effective={"from": "2025-01-01", "through": "2027-12-31"},
    )

    found = proof(sla, leaf, *calendars)

    windows = begins(their_kind)
    cuts = [hour_of(day, theirs) for day in windows]
    pairs = list(zip(cuts, cuts[1:]))
    worst = Fraction(1)
    days = [day for day in begins(our_kind)]
    for first, last in zip(days, days[1:]):
        if first < date(2026, 1, 1) or last > date(2027, 1, 1):
            continue
        begin, end = hour_of(first, ours), hour_of(last, ours)
        counted = {h for h in range(begin, end) if h in open_hours(our_hours, ours)}
        touching = [(a, b) for a, b in pairs if a < end and b > begin]
        lost = oracle.most_down_in(counted, touching, open_hours(their_hours, theirs), down)
        worst = min(worst, 1 - min(Fraction(1), Fraction(lost) / len(counted)))
    assert worst == found.guaranteed


TREES = {
    "one leaf": ["a-uc#up"],
    "series": ["a-uc#up", "b-uc#up", "c-uc#up"],
    "two of three": [{"k_of": {"n": 2, "of": ["a-uc#up", "b-uc#up", "c-uc#up"]}}],
    "one of three": [{"redundant": ["a-uc#up", "b-uc#up", "c-uc#up"]}],
    "series of both": ["d-uc#up", {"k_of": {"n": 2, "of": ["a-uc#up", "b-uc#up", "c-uc#up"]}}],
}


@pytest.mark.parametrize("name", TREES)
def test_the_outages_shown_keep_every_leaf_and_break_the_objective(name):
    """Each leaf is down no more than it may, and enough of them together to break the objective."""
    leaves = {"a": "99%", "b": "98.5%", "c": "99.2%", "d": "99.7%"}
    made = book(up_sla(TREES[name], "99.9%"), *(up_leaf(id, level) for id, level in leaves.items()))
    found = prove(made, made.agreement("sla"), "up")

    begin, end = found.window
    down = {id: set() for id in leaves}
    for step in found.timeline:
        assert begin <= step.from_ < step.until <= end
        down[step.leaf[0]] |= set(range(step.from_, step.until))
    for id, level in leaves.items():
        allowed = (1 - Fraction(level[:-1]) / 100) * (end - begin)
        assert len(down[id]) <= allowed

    names = list(leaves)
    together = {"two of three": 2, "series of both": 2, "one of three": 3}.get(name)
    seconds = set().union(*down.values())
    if together:
        group = [down[id] for id in names[:3]]
        seconds = {s for s in seconds if sum(s in each for each in group) >= together}
        seconds |= down["d"]
    expected = (1 - found.guaranteed) * (end - begin)
    assert expected - 4 <= len(seconds) <= expected
    assert "not_backed" == found.verdict


def test_outages_of_a_week_behind_a_month_stay_in_each_week():
    """The outages are spread over the weeks that touch the month, each within its own budget."""
    found = proof(up_sla(["telco-uc#up"], "99.9%"), up_leaf(answers={"window": "week"}))

    for step in found.timeline:
        assert step.until - step.from_ <= 604
    assert 6 == len(found.timeline)


def test_a_partial_window_of_the_leaf_is_not_counted():
    """A leaf that begins in mid-month and judges whole months only says nothing of that month."""
    term = {"from": "2025-12-15", "through": "2027-12-31"}
    sla = {"from": "2026-01-01", "through": "2026-03-31"}
    late = agreement(
        "UC",
        "telco-uc",
        [target("up", "up", objective={"availability": "99.9%"})],
        [up()],
        effective={**term, "judged_from": "2026-01-01"},
        answers={"window": "quarter"},
    )

    whole = proof(up_sla(["telco-uc#up"], "99%", effective=sla), late)
    cut = {**late, "effective": {**term, "through": "2026-03-30"}}

    assert "backed" == whole.verdict
    assert ["not-in-force"] == [
        r.code for r in proof(up_sla(["telco-uc#up"], effective=sla), cut).conditions
    ]
