"""
Zone, holidays and hours of the contract, changed in its text: which tickets of UCI data set 498
change their verdict is known from `cases.csv.gz`, by business minutes that are counted here.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from slaspec.use_cases.measure import measure, settle
from tests.real.uci_log import (
    AS_OF,
    CASES,
    LOG,
    UNTIL_RESOLVED,
    edited,
    hours,
    needs_the_log,
    records,
)

pytestmark = needs_the_log
LIMITS = {"1": 384, "2": 480, "3": 3720, "4": 8099}
EASTER = (date(2016, 3, 25), date(2016, 3, 28))
SPRING = (*EASTER, date(2016, 3, 24), date(2016, 5, 5), date(2016, 5, 16))


def in_zone(name):
    """The business hours on the clock of another place."""
    return ("hours.yaml", "timezone: UTC", f"timezone: {name}")


def closed_on(days):
    """The business hours with closed dates."""
    dates = ", ".join(f"{{date: {day}, name: closed}}" for day in sorted(days))
    open_ = 'open: {mon-fri: ["14:00-23:00"]}'
    valid = "valid: {from: 2016-01-01, through: 2017-12-31}"
    return ("hours.yaml", open_, f"{open_}\n{valid}\nclosed: [{dates}]")


def business_seconds(zone="UTC", closed=(), opens=14, closes=23):
    """Open seconds before an instant; counted from a list of days, without the product."""
    days = (date(2016, 1, 1) + timedelta(days=n) for n in range(2 * 366 - 1))
    spans = [
        [
            int(datetime.combine(day, time(hour), ZoneInfo(zone)).timestamp())
            for hour in (opens, closes)
        ]
        for day in days
        if day.weekday() < 5 and day not in closed
    ]
    starts = [begin for begin, _ in spans]
    before = [0, *accumulate(end - begin for begin, end in spans)]

    def seconds(instant):
        last = bisect_right(starts, instant) - 1
        return 0 if last < 0 else before[last] + min(instant, spans[last][1]) - starts[last]

    return seconds


def instant(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("UTC")).timestamp())


def missed_by_hand(**terms):
    """The tickets that took longer than the limit of their last priority."""
    seconds = business_seconds(**terms)
    with gzip.open(CASES, "rt", newline="") as file:
        return {
            row["number"]
            for row in csv.DictReader(file)
            if seconds(instant(row["closed_at"])) - seconds(instant(row["opened_at"]))
            > 60 * LIMITS[row["priority_final"]]
        }


@pytest.fixture
def replayed(tmp_path):
    """The missed tickets and the credits of March to May under the contract with these edits."""

    def run(*edits):
        book, text = edited(tmp_path, edits)
        held = {"uci-log": records(book, text, LOG)}
        whole = measure(book, "uci-incidents", held, "2016-02..2017-02", AS_OF)
        spring = measure(book, "uci-incidents", held, "2016-03..2016-05", AS_OF)
        paid = settle(book.agreement("uci-incidents"), spring)
        return {id for m in whole.measured for id in m.missed_ids}, paid

    return run


@pytest.mark.parametrize(
    ("edit", "terms", "now_met", "now_missed"),
    [
        (in_zone("Europe/Oslo"), {"zone": "Europe/Oslo"}, 86, 6),
        (in_zone("America/New_York"), {"zone": "America/New_York"}, 6, 169),
        (in_zone("Asia/Kolkata"), {"zone": "Asia/Kolkata"}, 206, 60),
        (closed_on(EASTER), {"closed": EASTER}, 252, 0),
        (closed_on(SPRING), {"closed": SPRING}, 640, 0),
        (hours("13:00-22:00"), {"opens": 13, "closes": 22}, None, None),
        (hours("08:00-17:00"), {"opens": 8, "closes": 17}, None, None),
    ],
    ids=["Oslo", "New York", "Kolkata", "Easter", "spring", "an hour earlier", "by day"],
)
def test_calendars_move_exactly_the_tickets_that_they_should(
    replayed, edit, terms, now_met, now_missed
):
    """Ticket by ticket as counted by hand, and not as without the edit."""
    as_written, by_hand = missed_by_hand(), missed_by_hand(**terms)
    missed, _ = replayed(edit)

    assert 24_918 - 15_784 == len(as_written)
    assert by_hand == missed != as_written
    if now_met is not None:
        assert (now_met, now_missed) == (len(as_written - missed), len(missed - as_written))


@pytest.mark.parametrize(
    ("edits", "lines"),
    [
        ([], {"2016-03": "1406.25", "2016-04": "409.09", "2016-05": "409.09"}),
        ([closed_on(SPRING)], {"2016-03": "1406.25", "2016-04": "409.09"}),
        ([UNTIL_RESOLVED], {"2016-03": "409.09"}),
    ],
    ids=["as written", "five closed days", "until resolved"],
)
def test_a_mutation_moves_money(replayed, edits, lines):
    """
    What P3 pays by month, of the 4,500 euros to which each month is cut.

    As written March pays 3,000 of 9,600 (10 + 10 + 10 + 2 %), April and May 600 of 6,600; with five
    days closed 80.8 % of May are in time; until resolution 73.4 % of March, and all of the others.
    """
    paid = replayed(*edits)[1]

    assert lines == {
        line.window.name: str(line.amount) for line in paid.lines if line.objective == "P3"
    }
    assert "13500.00" == str(paid.total)
