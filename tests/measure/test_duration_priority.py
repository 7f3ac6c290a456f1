"""Which priority judges a record that was reclassified, and from when."""

from __future__ import annotations

import pytest

from tests.measure.build import agreement, fates, ticket

LIMITS = {"P1": "1h", "P2": "2h", "P3": "4h"}
OBJECTIVES = {
    name: {"share": "90%", "within": within, "hours": "24x7"} for name, within in LIMITS.items()
}
RAISED = [
    ("2026-04-01 08:00", "new", "P3"),
    ("2026-04-01 09:30", "active", "P1"),
    ("2026-04-01 10:00", "active", None),
    ("2026-04-01 10:30", "resolved", None),  # 2 h 30 min in all, 1 h after the change
]
LOWERED = [
    *RAISED[:2],
    ("2026-04-01 10:00", "active", "P2"),
    ("2026-04-01 10:30", "resolved", "P2"),
]


def judged(events, objectives=OBJECTIVES, **answers):
    contract = agreement(target={"objectives": objectives}, answers=answers)
    return fates(contract, [ticket(events=events)])


@pytest.mark.parametrize(
    ("priority", "events", "verdict"),
    [
        ("at_open", RAISED, "met"),  # P3: 2 h 30 min of 4 h
        ("final", RAISED, "missed"),  # P1: 2 h 30 min of 1 h
        ("worst", RAISED, "missed"),
        ("at_open", LOWERED, "met"),
        ("final", LOWERED, "missed"),  # P2: 2 h 30 min of 2 h
        ("worst", LOWERED, "missed"),
    ],
)
def test_the_priority_in_force(priority, events, verdict):
    """The first, the last or the highest priority judges; an event without one changes nothing."""
    assert [f"{verdict} 2026-04"] == judged(events, priority=priority)


@pytest.mark.parametrize(
    ("priority", "events", "verdict"),
    [
        ("final", RAISED, "met"),  # P1 from 09:30: exactly 1 h
        ("worst", RAISED, "met"),
        ("final", LOWERED, "met"),  # P2 from 10:00: 30 min
        ("worst", LOWERED, "met"),  # P1 from 09:30: 1 h
        ("at_open", RAISED, "met"),  # P3 from the start
    ],
)
def test_the_limit_from_the_change(priority, events, verdict):
    """With `from_change` the clock starts when the priority in force took over."""
    assert [f"{verdict} 2026-04"] == judged(events, priority=priority, reclassified="from_change")


def test_from_the_change_back():
    """P1, P3 and P1 again: the final P1 holds since its return; the worst since the beginning."""
    events = [
        ("2026-04-01 08:00", "new", "P1"),
        ("2026-04-01 09:00", "active", "P3"),
        ("2026-04-01 10:00", "active", "P1"),
        ("2026-04-01 11:00", "resolved", "P1"),
    ]

    assert ["met 2026-04"] == judged(events, priority="final", reclassified="from_change")
    assert ["missed 2026-04"] == judged(events, priority="worst", reclassified="from_change")


def test_a_change_after_the_stop_leaves_no_time():
    """Raised to P1 when it was resolved already: no second of the new limit has run."""
    events = [
        ("2026-04-01 08:00", "new", "P3"),
        ("2026-04-01 10:30", "resolved", "P3"),
        ("2026-04-01 11:00", "closed", "P1"),
    ]

    assert ["met 2026-04"] == judged(events, reclassified="from_change")
    assert ["missed 2026-04"] == judged(events, reclassified="from_start")


def test_one_objective_for_all_records_knows_no_change():
    """Without objectives by priority there is no limit of another priority: from the start."""
    contract = agreement(answers={"reclassified": "from_change"})
    late = [*RAISED[:3], ("2026-04-01 12:00:01", "resolved", None)]

    assert ["missed 2026-04"] == fates(contract, [ticket(events=late)])


def test_a_priority_without_an_objective_is_left_out_by_name():
    """Nothing is promised for P3: the record is counted nowhere, and shown."""
    objectives = {"P1": OBJECTIVES["P1"]}
    events = [("2026-04-01 08:00", "new", "P3"), ("2026-04-01 09:00", "resolved", "P3")]

    assert ["no objective for its priority"] == judged(events, objectives)


def test_a_change_after_the_date_of_the_preview_is_not_known():
    """As of 1 May the record was P3; that it became P1 on the 2nd cannot matter in April."""
    contract = agreement(target={"objectives": OBJECTIVES})
    events = [
        ("2026-04-01 08:00", "new", "P3"),
        ("2026-04-01 10:00", "resolved", "P3"),
        ("2026-05-02 10:00", "closed", "P1"),
    ]

    assert ["met 2026-04"] == fates(contract, [ticket(events=events)], "2026-04", "2026-05-01")
    assert ["missed 2026-04"] == fates(contract, [ticket(events=events)], "2026-04", "2026-05-03")
