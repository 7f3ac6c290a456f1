"""
Random chains of OLAs on random calendars: the proof and the measuring engine agree.

Where a chain is too slow, its slowest record is missed by the SLA and by nobody else; where it is
backed, its slowest record is met by all. `SLASPEC_REPLAYS` says how many chains.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from slaspec.language.book import Book
from slaspec.language.read import read_text
from slaspec.use_cases.scenario import counterexample
from tests.backing.build import calendar, time_leaf, time_sla, times
from tests.scenarios.test_proofs_replayed import measurable

CASES = int(os.environ.get("SLASPEC_REPLAYS", "80"))
BATCHES = 4
EVENTS = ("reported", "assigned", "accepted", "first_response", "resolved")
HOURS = ("24x7", "office", "long", "late", "night")
CALENDARS = [
    calendar("office"),
    calendar("long", {"mon-sun": ["06:00-22:00"]}),
    calendar("late", {"mon-fri": ["12:00-21:00"], "sat": ["09:00-13:00"]}),
    calendar(
        "night",
        {"mon-fri": ["22:00-06:00"]},
        zone="America/New_York",
        holiday_rule="calendar_date",
        closed=[{"date": "2026-07-03"}],
    ),
]


def days(chance):
    """A limit in working days."""
    due = chance.choice(["same_time", "end_of_day"])
    return {"working_days": chance.randint(1, 3), "due": due}


def leaf(chance, id, start, stop, pause):
    """An OLA of one stage."""
    limits = ["30min", "2h", "4h", "9h", "20h"] + ([] if pause else [days(chance)])
    return time_leaf(
        id,
        chance.choice(limits),
        hours=chance.choice(HOURS),
        metric=times(start=start, stop=[stop], pause=chance.choice([pause, []])),
        answers={"limit_reached": chance.choice(["met", "met", "missed"])},
    )


def chain(chance):
    """An SLA with one to three stages behind it, each of one team or of two."""
    pause = ["waiting_customer"] if chance.random() < 0.3 else []
    stages = chance.randint(1, 3)
    cuts = [0, *sorted(chance.sample([1, 2, 3], stages - 1)), 4]
    leaves, tree = [], []
    for i in range(stages):
        start, stop = "reported", EVENTS[cuts[i + 1]]  # each team has a ticket tool of its own
        teams = [f"team-{i}{j}" for j in range(chance.choice([1, 1, 2]))]
        leaves += [leaf(chance, team, start, stop, pause) for team in teams]
        named = [f"{team}-ola#restore" for team in teams]
        tree.append(named[0] if len(named) == 1 else {chance.choice(["all_of", "one_of"]): named})
    if chance.random() < 0.2:
        tree.append({"own": {"time": "20min", "hours": chance.choice(HOURS)}})
    answers = {
        "window": chance.choice(["week", "month", "quarter"]),
        "assign_to": chance.choice(["start", "decided", "stop", "deadline"]),
        "limit_reached": chance.choice(["met", "met", "missed"]),
        "few_events": chance.choice(["none", {"up_to": 5, "allow_misses": 2}]),
    }
    limits = ["1h", "6h", "20h", "100h"] + ([] if pause else [days(chance)])
    sla = time_sla(
        tree,
        chance.choice(limits),
        hours=chance.choice(HOURS),
        metric=times(pause=pause, stop=["resolved"]),
        answers=answers,
    )
    return [sla, *leaves, *CALENDARS]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_is_proved_is_what_is_measured(batch):
    """Every chain that is too slow has records on which only the SLA is missed."""
    seen = Counter()
    for seed in range(batch * CASES // BATCHES, (batch + 1) * CASES // BATCHES):
        documents = measurable(json.loads(json.dumps(chain(random.Random(seed)))))
        files = [read_text(json.dumps(each).encode(), each["id"]) for each in documents]
        found = counterexample(Book(Path(), tuple(files)), "sla#resolve")
        codes = {reason.code for reason in found.proof.conditions}
        if codes == {"too-slow"}:
            assert found.document is not None, (seed, found.why)
            verdicts = found.document["expect"]["verdicts"]

            assert {"missed"} == {v["verdict"] for v in verdicts if v["agreement"] == "sla"}
            assert {"met"} >= {v["verdict"] for v in verdicts if v["agreement"] != "sla"}
        seen[found.proof.verdict, *sorted(codes)] += 1

    assert seen["not_backed", "too-slow"] > CASES // BATCHES // 4
