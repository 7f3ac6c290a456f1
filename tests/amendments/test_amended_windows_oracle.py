"""Months over an amendment against plain Python that looks at one ticket after the other."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from slaspec.records.sources import read_records
from slaspec.use_cases.measure import measure

FORM = "%Y-%m-%d %H:%M"
P1 = "targets/resolution/objectives/P1"
FASTER = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}
AS_OF = date(2026, 11, 10)


def tickets(seed, count=80):
    """Random tickets of June to September; seven minutes past, so that none ends at midnight."""
    chance = random.Random(seed)
    for number in range(count):
        opened = datetime(2026, 6, 1, 0, 7) + timedelta(hours=chance.randrange(24 * 115))
        if chance.random() < 0.3:  # near the end of a month
            opened = datetime(2026, chance.choice((7, 8, 9)), 1, 0, 7) - timedelta(
                hours=chance.randrange(1, 9)
            )
        yield f"T{number}", opened, opened + timedelta(minutes=30 * chance.randrange(1, 14))


def counted(made, switch):
    """Met and counted by month: the limit of the day of the start, the month of the decision."""
    met, total = Counter(), Counter()
    for _, opened, solved in made:
        limit = timedelta(hours=4 if opened >= switch else 5)
        in_time = solved - opened <= limit
        decided = solved if in_time else opened + limit
        total[f"{decided:%Y-%m}"] += 1
        met[f"{decided:%Y-%m}"] += in_time
    return {month: (met[month], total[month]) for month in total}


@pytest.mark.parametrize("seed", range(12))
def test_windows_over_an_amendment(seed, portfolio, records):
    """June to September, amended on some day: the same counts in every month."""
    begins = date(2026, 6, 15) + timedelta(days=random.Random(f"day {seed}").randrange(80))
    first = begins.replace(day=1)
    switch = first if begins.day == 1 else (first + timedelta(days=32)).replace(day=1)
    made = list(tickets(seed))
    held = records(*((id, f"{a:{FORM}}", f"{b:{FORM}}", "1") for id, a, b in made))
    book = portfolio({"effective": {"from": begins.isoformat()}, "changes": [FASTER]})
    table, _ = read_records(book.contracts["tickets"], held["tickets"], shown="t.csv")

    found = measure(book, "harbour-desk", {"tickets": table}, "2026-06..2026-10", AS_OF)

    measured = {m.window.name: (m.met, m.counted) for m in found.measured if m.counted}
    assert counted(made, datetime(switch.year, switch.month, 1)) == measured
    versions = {m.window.name: m.version for m in found.measured}
    months = [f"2026-{month:02}" for month in range(6, 11)]
    assert {m: "1.0" if m < f"{switch:%Y-%m}" else "1.1" for m in months} == versions


@pytest.mark.parametrize("day", ["2026-06-30", "2026-07-01", "2026-07-31", "2026-09-15"])
def test_an_amendment_of_other_words_changes_no_verdict(day, portfolio, records):
    """A new contact point: every count and verdict is that of the agreement as it was signed."""
    change = {"at": "contact_point", "was": "pier-desk", "becomes": "quay-desk"}
    rows = ((id, f"{a:{FORM}}", f"{b:{FORM}}", "1") for id, a, b in tickets(7))
    held = records(*rows)

    def told(book):
        table, _ = read_records(book.contracts["tickets"], held["tickets"], shown="t.csv")
        found = measure(book, "harbour-desk", {"tickets": table}, "2026-06..2026-10", AS_OF)
        verdicts = {
            (m.window.name, m.objective): (m.verdict, m.met, m.counted, m.missed_ids, m.value)
            for m in found.measured
        }
        return verdicts, found.unassigned, found.windows

    amended = portfolio({"effective": {"from": day}, "changes": [change]})
    one = told(amended)
    assert told(portfolio()) == one
