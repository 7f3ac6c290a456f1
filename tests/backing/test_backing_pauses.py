"""Trees in which both clocks can stand still: the worst hand-over comes after every pause."""

from __future__ import annotations

from tests.backing.build import calendar, codes, proof, time_leaf, time_sla, times
from slaspec.service_time.civil import format_local

WAITING = ["waiting_customer"]
TREE = ["first-ola#restore", "desk-ola#restore", "last-ola#restore"]


def three(pause, **more):
    """An office stage, a stage around the clock that can pause, an office stage."""
    return [
        time_leaf("first", "1h", hours="office", metric=times(stop=["assigned"])),
        time_leaf(
            "desk", "10h", metric=times(start="assigned", stop=["accepted"], pause=pause), **more
        ),
        time_leaf("last", "1h", hours="office", metric=times(start="accepted")),
        calendar(),
    ]


def counted(found):
    """The seconds on a clock that never stops but in the states shown."""
    return sum(step.until - step.from_ for step in found.timeline if not step.state)


def test_a_pause_in_the_middle_makes_two_weekends_possible():
    """One weekend in the first stage, one in the last: a record can wait from one to the other."""
    sla = time_sla(TREE, "100h", metric=times(pause=WAITING))

    without = proof(sla, *three([]))
    found = proof(sla, *three(WAITING))

    assert "not_backed" == found.verdict
    assert without.worst_seconds < found.worst_seconds == counted(found)
    assert found.worst_seconds >= (64 + 10 + 64) * 3600
    assert all(a.until == b.from_ for a, b in zip(found.timeline, found.timeline[1:]))
    waits = [(step.leaf, step.state) for step in found.timeline if step.state]
    assert [("desk-ola#restore", "waiting_customer")] == waits
    held = [s for s in found.timeline if s.leaf == "desk-ola#restore" and not s.state]
    assert 10 * 3600 == sum(step.until - step.from_ for step in held)


def test_each_run_keeps_its_leaf():
    """The stages before and after the wait end no later than their limits allow."""
    found = proof(time_sla(TREE, "100h", metric=times(pause=WAITING)), *three(WAITING))

    first, last = found.timeline[0], found.timeline[-1]
    assert ("first-ola#restore", "last-ola#restore") == (first.leaf, last.leaf)
    for step in (first, last):
        assert format_local(step.until, "Europe/Oslo")[:3] == "Mon"


def test_a_pause_in_one_of_two_routes():
    """The route with the pause is the slowest, and is the one shown."""
    tree = [{"one_of": [TREE, "fast-ola#restore"]}]
    sla = time_sla(tree, "100h", metric=times(pause=WAITING))

    found = proof(sla, *three(WAITING), time_leaf("fast", "2h"))

    assert found.worst_seconds >= (64 + 10 + 64) * 3600
    assert "fast-ola#restore" not in [step.leaf for step in found.timeline]


def test_a_supplier_whose_time_does_not_count():
    """While the clock stands still the record waits for the worst hand-over; nothing counts."""
    supplier = {"target": "desk-ola#restore", "while": "waiting_customer"}
    tree = ["first-ola#restore", supplier, "last-ola#restore"]

    found = proof(time_sla(tree, "100h", metric=times(pause=WAITING)), *three(WAITING))

    assert counted(found) == found.worst_seconds
    assert found.worst_seconds >= (64 + 64) * 3600
    assert ["no-promise-while"] == [remark.code for remark in found.remarks]


def test_repairs_hold_with_pauses():
    """A longer limit for the objective covers every order of waits."""
    sla = time_sla(TREE, "100h", metric=times(pause=WAITING))
    found = proof(sla, *three(WAITING))

    needed = next(repair.to for repair in found.repairs if repair.kind == "limit")
    again = proof(time_sla(TREE, needed, metric=times(pause=WAITING)), *three(WAITING))

    assert "too-slow" not in codes(again)


def test_a_limit_in_working_days_goes_on():
    """A pause does not move a deadline in working days: nothing is bounded."""
    days = {"working_days": 5, "due": "end_of_day"}
    sla = time_sla(["desk-ola#restore"], days, metric=times(pause=WAITING))

    found = proof(sla, time_leaf(metric=times(pause=WAITING)), calendar())

    assert ["paused-days"] == codes(found)


def test_an_exclusion_that_pauses_records():
    """An exclusion that pauses records lets a stage end late, like a state that both pause."""
    pausing = [
        {
            "id": "closed",
            "cause": "customer",
            "at_most": "4h",
            "per": "month",
            "on_tickets": "pause",
        }
    ]
    excluding = times(exclusions=["closed"])
    leaf = time_leaf(metric=excluding, exclusions=pausing)

    alike = proof(time_sla(["desk-ola#restore"], metric=excluding, exclusions=pausing), leaf)
    other = [{**pausing[0], "on_tickets": "leave_out"}]
    unlike = proof(time_sla(["desk-ola#restore"], metric=excluding, exclusions=other), leaf)

    assert ("backed", 4 * 3600) == (alike.verdict, alike.worst_seconds)
    assert ["exclusion-treatment"] == codes(unlike)


def test_a_paused_clock_that_started_with_the_record_is_not_added():
    """A leaf measured from the report holds for all that comes before it, pauses or not."""
    paused = times(pause=WAITING)
    tree = ["first-ola#restore", "desk-ola#restore"]
    found = proof(
        time_sla(tree, "10h", metric=paused),
        time_leaf("first", "3h", metric=times(stop=["assigned"], pause=WAITING)),
        time_leaf("desk", "4h", metric=paused),
    )

    assert ("backed", 4 * 3600) == (found.verdict, found.worst_seconds)
    assert found.timeline[-1].from_ == found.worst_start


def test_too_many_ways_are_not_judged():
    """Ten choices in a row with pauses are more ways than are tried: nothing is claimed."""
    choice = {"one_of": ["a-ola#restore", "b-ola#restore"]}
    leaves = [
        time_leaf(id, "1h", metric=times(start="reported", stop=["resolved"], pause=WAITING))
        for id in "ab"
    ]
    sla = time_sla([choice] * 10, "20h", metric=times(start="assigned", pause=WAITING))

    found = proof(sla, *leaves)

    assert ("not_judged", ["pauses-not-ordered"]) == (found.verdict, codes(found))
