"""The worst case on real calendars, against every second of two weeks."""

from __future__ import annotations

import os
import random
from datetime import date, datetime, timedelta, timezone
from functools import cache

import numpy as np
import pytest

from slaspec.backing.hours import hours_of
from slaspec.backing.stages import Branches, Chain, DayStage, Stage
from slaspec.backing.timeline import steps_of
from slaspec.backing.worst_case import DayLimit, Question, worst_case
from slaspec.language.quantities import Zone
from tests.oracle import backing as oracle
from tests.oracle.service_time import Oracle, wall
from tests.service_time.build import calendar, document

UTC = timezone.utc
CASES = int(os.environ.get("SLASPEC_ORACLE_CASES", "2000")) // 100
WEEKS, MARGIN_BEFORE, MARGIN_AFTER = 2, 3, 35  # days around the two weeks
PERIODS = [date(2026, 3, 22), date(2026, 10, 18), date(2026, 12, 20)]
DOCUMENTS = [
    document(),
    document(id="long", open={"mon-sat": ["07:30-20:00"]}, timezone="Europe/London"),
    document(id="night", open={"sun-thu": ["22:00-06:00"]}, timezone="Europe/Helsinki"),
    document(
        id="split",
        open={"mon-fri": ["08:00-12:00", "13:00-16:30"], "sun": ["01:30-03:30"]},
        timezone="America/New_York",
    ),
    document(
        id="feasts",
        closed=[{"date": d} for d in ("2026-04-02", "2026-04-03", "2026-12-25", "2027-01-01")],
        exceptions=[{"date": "2026-12-26", "open": ["10:00-14:00"]}],
        open={"mon-sun": ["09:00-18:00"]},
        timezone="Australia/Lord_Howe",
    ),
    document(id="all", open={"mon-sun": ["00:00-24:00"]}),
]


def begin_of(period):
    """The first instant that is looked at: a whole UTC day."""
    day = period - timedelta(days=MARGIN_BEFORE)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@cache
def weeks(index, period):
    """One document over one period, for the oracle."""
    begin, minutes = begin_of(period), (MARGIN_BEFORE + 7 * WEEKS + MARGIN_AFTER) * 1440
    read = Oracle(DOCUMENTS[index])
    states = [read.shifts_at(begin + 60 * m) for m in range(minutes)]
    seconds = b"".join((b"\1" if is_open else b"\0") * 60 for is_open, _ in states)
    midnight = datetime(2026, 1, 1)
    walls = [
        int((wall(begin + 60 * m, read.zone) - midnight).total_seconds()) // 60
        for m in range(minutes)
    ]
    days = {}
    for m, (_, own) in enumerate(states):
        for day in own:
            number = (day - midnight.date()).days
            days[number] = days.get(number, (60 * m, 0))[0], 60 * (m + 1)
    # The first date of the range may have begun before it.
    days = {n: span for n, span in days.items() if n > walls[0] // 1440}
    return oracle.Weeks(seconds, walls, days)


def random_tree(chance, period, days, depth=2):
    """A tree for the product and the same for the oracle."""
    kind = chance.choice(["stage", "chain", "branches"] if depth else ["stage"])
    if kind != "stage":
        parts = [random_tree(chance, period, days, depth - 1) for _ in range(chance.randint(1, 3))]
        ours = tuple(part for part, _ in parts)
        made = Chain(ours) if kind == "chain" else Branches(ours)
        return made, (kind, [part for _, part in parts])
    index = chance.randrange(len(DOCUMENTS))
    hours = hours_of(calendar(**DOCUMENTS[index]))
    name = f"leaf{chance.random()}"
    if days and chance.random() < 0.5:
        count, due = chance.randint(1, 3), chance.choice(["same_time", "end_of_day"])
        ends = weeks(index, period).deadlines(count, due)
        return DayStage(name, hours, count, due), ("stage", name, ends)
    limit = chance.choice([900, 1800, 3600, 4 * 3600, 9 * 3600, chance.randint(1, 40000)])
    return Stage(name, hours, limit), ("stage", name, weeks(index, period).ends(limit))


@pytest.mark.parametrize("days", [False, True], ids=["hours", "working-days"])
@pytest.mark.parametrize("case", range(CASES))
def test_two_weeks_of_starts(case, days):
    """Same worst case and same last start as every second of two weeks, on real calendars."""
    chance = random.Random(f"{case}/{days}")
    period = PERIODS[case % len(PERIODS)]
    begin = begin_of(period)
    first = MARGIN_BEFORE * 86400 + chance.randrange(86400)
    last = first + WEEKS * 7 * 86400
    own = chance.randrange(len(DOCUMENTS))
    limit = DayLimit(chance.randint(1, 3), chance.choice(["same_time", "end_of_day"]))
    tree, plain = random_tree(chance, period, days)
    question = Question(
        tree,
        hours_of(calendar(**DOCUMENTS[own])),
        begin + first,
        begin + last,
        Zone(DOCUMENTS[own]["timezone"]),
        limit if days and chance.random() < 0.4 else None,
    )

    worst = worst_case(question)
    starts = np.arange(first, last + 1)
    ends = oracle.latest_ends(plain, starts)
    if question.days is None:
        counts = weeks(own, period).counts
        seconds = counts[ends] - counts[starts]
    else:
        seconds = ends - weeks(own, period).deadlines(limit.count, limit.due)[starts]
    at = len(seconds) - 1 - int(np.argmax(seconds[::-1]))

    assert ends.max() < (MARGIN_BEFORE + 7 * WEEKS + MARGIN_AFTER) * 86400
    assert (int(seconds[at]), begin + int(starts[at])) == (worst.seconds, worst.start)
    steps = steps_of(question, worst.start, worst.end)
    assert (worst.start, worst.end) == (steps[0].from_, steps[-1].until)
    assert all(a.until == b.from_ for a, b in zip(steps, steps[1:]))
