"""Targets that are measured together get what each of them gets alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.measure import measure, measure_all
from tests.measure import build
from tests.measure.test_duration_against_oracle import CALENDARS, WEEKS, contract, history

PERIOD = "2026-W12..2026-W13"
STAMPS = ("resolved", "closed", "first_response")


def objective(chance):
    """A share or a percentile within a limit, on one of three calendars."""
    condition = chance.choice(({"share": "67%"}, {"percentile": chance.choice(("50%", "90%"))}))
    limit = f"{chance.choice((1, 600, 3600, 14400, 40000))}s"
    return {**condition, "within": limit, "hours": chance.choice(("24x7", "day", "night"))}


def several_targets(chance):
    """A random agreement with up to four targets, of two services and of two metrics."""
    plain = contract(chance, "events")
    plain["interpretation"]["round_measured"] = "exact"
    other = {**plain["metrics"][0], "id": "other-time", "stop": ["resolved"]}
    targets = []
    for number in range(chance.randint(1, 4)):
        names = chance.choice((["P1", "P2", "P3"], ["P1", "P3"], ["P2"]))
        targets.append(
            {
                "id": f"target-{number}",
                "service": chance.choice(("desk", "desk", "other")),
                "metric": chance.choice(("time", "time", "other-time")),
                "objectives": {name: objective(chance) for name in names},
            }
        )
    first, through = chance.choice((("2026-01-01", "2026-12-31"), ("2026-03-18", "2026-03-26")))
    return {
        **plain,
        "effective": {"from": first, "through": through},
        "metrics": [plain["metrics"][0], other],
        "targets": targets,
    }


def tickets_of(chance, count):
    """Tickets of two services."""
    return [
        {**history(chance, number), "service": chance.choice(("desk", "desk", "other"))}
        for number in range(count)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_each_target_is_measured_as_if_it_were_alone(seed, count):
    """Up to three random agreements at once, two of them with the same terms, in two parts."""
    chance = random.Random(seed)
    written = [several_targets(chance) for _ in range(count)]
    plans = [build.planned(each, PERIOD, *CALENDARS.values()) for each in (*written, written[0])]
    as_of = WEEKS[-1][2] + chance.choice((0, 86400, 400000))
    held = tickets_of(chance, 14)
    tool = [chance.choice((-1, 0, 1)) for _ in held]
    parts = [
        build.table(held[begin:end], stamps=STAMPS, tool=tool[begin:end])
        for begin, end in ((0, 9), (9, 14))
    ]
    together = measure_all(plans, {"itsm": parts}, as_of)
    for plan, found in zip(plans, together, strict=True):
        alone = [
            measure(replace(plan, targets=(target,)), {"itsm": parts}, as_of)
            for target in plan.targets
        ]

        assert found.measured == tuple(cell for each in alone for cell in each.measured)
        assert found.tool == tuple(cell for each in alone for cell in each.tool)
        assert found.unassigned == {k: n for each in alone for k, n in each.unassigned.items()}
        assert found.backwards == {k: n for each in alone for k, n in each.backwards.items()}


class Watched(Sequence):
    """Parts that count how often they are read, and are not kept."""

    def __init__(self, parts):
        self.parts, self.reads = parts, 0

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, number):
        self.reads += number < len(self.parts)
        return self.parts[number]


def some_plans(count=3):
    """Plans of agreements that differ in their limits only."""
    aims = [{"share": "90%", "within": f"{hours}h", "hours": "office"} for hours in range(1, 9)]
    return [
        build.planned(build.agreement(target={"objective": aims[number]}))
        for number in range(count)
    ]


def some_parts():
    """Three parts of four tickets, some of them missed by some of the plans."""
    made = [
        build.ticket(
            f"T{number}",
            reported="2026-04-01 08:00",
            events=[("2026-04-01 08:00", "active"), (f"2026-04-01 {8 + number:02}:30", "resolved")],
        )
        for number in range(12)
    ]
    return [build.table(made[begin : begin + 4]) for begin in (0, 4, 8)]


AS_OF = build.at("2026-06-01 00:00")


def test_every_part_is_read_once_for_all_agreements():
    """Parts that stand in a file are as dear for many targets as for one."""
    parts = Watched(some_parts())
    measure_all(some_plans(), {"itsm": parts}, AS_OF)

    assert 3 == parts.reads


def test_several_processes_give_the_same():
    """Two processes share the parts out; every count, id and value is that of one."""
    plans, parts = some_plans(), some_parts()
    one = measure_all(plans, {"itsm": parts}, AS_OF)

    assert one == measure_all(plans, {"itsm": parts}, AS_OF, workers=2)
    assert ("T1", "T10", "T11") == one[0].measured[0].missed_ids[:3]


def test_without_ids_nobody_is_named():
    """A history without the numbers of its records is counted all the same."""
    [plan] = some_plans(1)
    parts = [replace(part, ids=(), tool_met=part.last_state * 0) for part in some_parts()]
    found = measure(plan, {"itsm": parts}, AS_OF)
    named = measure(plan, {"itsm": some_parts()}, AS_OF)

    assert () == found.measured[0].missed_ids
    assert () == found.tool[0].differing_ids
    assert (1, 12) == (found.measured[0].met, found.measured[0].counted)
    assert replace(named.measured[0], missed_ids=()) == found.measured[0]
