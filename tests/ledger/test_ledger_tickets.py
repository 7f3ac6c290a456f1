"""
Tickets with entries of a ledger, worked out by hand: clocks that stand still, records left out.

The limit is 4 hours around the clock; at least 90 % of the records must keep it.
"""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from tests.ledger.ledger_build import grant, measured_tickets, tickets_contract, work
from tests.measure.build import ticket
from tests.measure.up_time_build import CATALOGUE

WORK = {
    "id": "maintenance",
    "cause": "maintenance",
    "notice": "5 working days",
    "on_tickets": "pause",
}
FLOOD = {"id": "flood", "cause": "force_majeure", "on_tickets": "leave_out"}
NIGHT = ("2026-04-12 02:00", "2026-04-12 06:00")


def lasting(id, begin, end, **more):
    """A ticket from its report to its resolution."""
    return ticket(id, reported=begin, events=[(begin, "active"), (end, "resolved")], **more)


LATE = lasting("LATE", "2026-04-12 01:00", "2026-04-12 08:00")  # seven hours, four of them at night


def counts(found):
    """Verdict, met and counted of the one objective."""
    (one,) = found
    return one.verdict, one.met, one.counted


def test_the_clock_stands_still_in_announced_work():
    """Seven hours less four of announced work are three: within four hours."""
    contract = tickets_contract(WORK)

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], contract))
    assert ("met", 1, 1) == counts(measured_tickets([LATE], contract, work(*NIGHT)))


def test_announced_too_late_the_clock_runs():
    """Announced on Monday the 6th: five working days end with the 13th."""
    entry = work(*NIGHT, notified="2026-04-06 10:00")

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], tickets_contract(WORK), entry))


def test_pauses_of_the_ticket_and_of_the_work_count_once():
    """
    Waiting 01:00-04:00 and work 02:00-06:00 are five hours together: of nine hours four are left,
    exactly the limit; a second more is missed.
    """
    waits = [
        ("2026-04-12 01:00", "waiting_customer"),
        ("2026-04-12 04:00", "active"),
    ]
    kept, missed = (
        ticket(id, reported="2026-04-12 00:00", events=[*waits, (end, "resolved")])
        for id, end in (("KEPT", "2026-04-12 09:00"), ("MISSED", "2026-04-12 09:01"))
    )
    contract = tickets_contract(WORK, metric={"pause": ["waiting_customer"]})
    (found,) = measured_tickets([kept, missed], contract, work(*NIGHT))

    assert (1, 2, ("MISSED",)) == (found.met, found.counted, found.missed_ids)


def test_only_within_the_hours_of_the_exclusion():
    """Announced around the clock, agreed for office hours: Sunday night pauses nothing."""
    contract = tickets_contract({**WORK, "hours": "office"})

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], contract, work(*NIGHT)))


def test_no_more_than_the_limit_of_the_exclusion():
    """Two hours a month pause: of seven hours five are left."""
    contract = tickets_contract({**WORK, "at_most": "2h", "per": "month"})
    three = tickets_contract({**WORK, "at_most": "3h", "per": "month"})

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], contract, work(*NIGHT)))
    assert ("met", 1, 1) == counts(measured_tickets([LATE], three, work(*NIGHT)))


def test_work_for_some_records_pauses_only_these():
    """The entry names LATE; OTHER, of the same hours, runs on."""
    other = lasting("OTHER", "2026-04-12 01:00", "2026-04-12 08:00")
    entry = work(*NIGHT, records=["LATE"])
    (found,) = measured_tickets([LATE, other], tickets_contract(WORK), entry)

    assert ("OTHER",) == found.missed_ids


def test_work_on_a_component_pauses_no_record_of_the_service():
    """Nobody says which records are about the line: an entry names them, or the service."""
    parts = {**CATALOGUE, "services": [{"id": "desk", "title": "Desk", "components": ["wan"]}]}
    of_part, of_service, of_records = (
        work(*NIGHT, **said)
        for said in ({"components": ["wan"]}, {"services": ["desk"]}, {"records": ["LATE"]})
    )
    found = [
        counts(measured_tickets([LATE], tickets_contract(WORK), entry, more=[parts]))[0]
        for entry in (of_part, of_service, {**of_records, "components": ["wan"]})
    ]

    assert ["missed", "met", "met"] == found


def test_an_open_record_is_not_missed_while_its_clock_stands_still():
    """Reported at 01:00 and never resolved: as of 08:00 that night three hours are used."""
    still = ticket("OPEN", reported="2026-06-30 18:00", events=[("2026-06-30 18:00", "active")])
    entry = work("2026-06-30 18:00", "2026-06-30 23:00")
    contract = tickets_contract(WORK)
    runs = measured_tickets([still], contract, period="2026-06")
    stands = measured_tickets([still], contract, entry, period="2026-06")

    assert [(1, 0), (0, 1)] == [(m.counted, m.open) for (m,) in (runs, stands)]


def test_a_record_is_missed_in_the_month_in_which_its_limit_ran_out():
    """
    Reported at 22:00 on 30 April, four hours end at 02:00 in May; with two hours of work before
    midnight they end at 04:00. Both are May; without the pause of the evening before it is April.
    """
    long = lasting("LONG", "2026-04-30 19:00", "2026-05-03 10:00")
    entry = work("2026-04-30 20:00", "2026-04-30 22:00")
    contract = tickets_contract(WORK)
    period = "2026-04..2026-05"
    without = [m.counted for m in measured_tickets([long], contract, period=period)]
    with_work = [m.counted for m in measured_tickets([long], contract, entry, period=period)]

    assert ([1, 0], [0, 1]) == (without, with_work)


def test_standing_hours_pause_without_an_entry():
    """Hours agreed once and for all need no entry: 08:00-17:00 on a Monday stand still."""
    always = {"id": "works", "cause": "maintenance", "hours": "office", "on_tickets": "pause"}
    day = lasting(
        "DAY", "2026-04-13 07:00", "2026-04-13 19:00"
    )  # twelve hours, nine of them office

    assert ("met", 1, 1) == counts(measured_tickets([day], tickets_contract(always)))


def test_granted_records_are_left_out():
    """Both sides leave LATE out: of two records one is counted, and the reason is shown."""
    quick = lasting("QUICK", "2026-04-13 08:00", "2026-04-13 09:00")
    (found,) = measured_tickets([LATE, quick], tickets_contract(FLOOD), grant(records=["LATE"]))

    assert ("met", 1, 1) == (found.verdict, found.met, found.counted)
    assert {"excused as flood": 1} == dict(found.excluded)


def test_a_time_alone_leaves_no_record_out():
    """Which records a flood concerns is said by name, not guessed from its hours."""
    entry = grant("2026-04-12 00:00", "2026-04-13 00:00")

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], tickets_contract(FLOOD), entry))


def test_records_alone_pause_no_clock():
    """A pause has a begin and an end: without them nothing is excused."""
    entry = grant(records=["LATE"])
    contract = tickets_contract({**FLOOD, "on_tickets": "pause"})

    assert ("missed", 0, 1) == counts(measured_tickets([LATE], contract, entry))


def test_a_month_of_which_every_record_is_left_out_is_excused():
    """Nothing is left to judge, which is no month without records."""
    (found,) = measured_tickets([LATE], tickets_contract(FLOOD), grant(records=["LATE"]))

    assert ("excused", None, 0) == (found.verdict, found.value, found.counted)


def test_a_granted_window_excuses_the_miss_of_one_priority():
    """P1 of April is excused, P2 is not."""
    objective = {"share": "90%", "within": "4h", "hours": "24x7"}
    contract = tickets_contract(FLOOD, target={"objectives": {"P1": objective, "P2": objective}})
    tickets = [
        ticket(
            f"T{p}",
            reported="2026-04-12 01:00",
            events=[("2026-04-12 01:00", "active", p), ("2026-04-12 08:00", "resolved", p)],
        )
        for p in ("P1", "P2")
    ]
    entry = grant(targets=["resolution/P1"], windows=["2026-04"])
    found = measured_tickets(tickets, contract, entry)

    assert ["excused", "missed"] == [each.verdict for each in found]


def test_visits_to_a_group_stand_still_too():
    """L2 holds the record for seven hours, four of them in announced work."""
    held = ticket(
        "HELD",
        reported="2026-04-12 01:00",
        events=[
            ("2026-04-12 01:00", "active", None, "L2"),
            ("2026-04-12 08:00", "resolved", None, "L2"),
        ],
    )
    contract = tickets_contract(WORK, metric={"group": "L2", "visits": "sum", "start": "assigned"})

    assert ("missed", 0, 1) == counts(measured_tickets([held], contract))
    assert ("met", 1, 1) == counts(measured_tickets([held], contract, work(*NIGHT)))


def test_records_are_left_out_of_a_count():
    """A throughput counts two of three resolved records."""
    metric = {"kind": "throughput", "event": "resolved", "start": None, "stop": None, "pause": None}
    contract = tickets_contract(FLOOD, metric=metric, target={"objective": {"at_least": "3 cases"}})
    rows = [LATE, *(lasting(f"T{i}", "2026-04-13 08:00", "2026-04-13 09:00") for i in (1, 2))]
    (found,) = measured_tickets(rows, contract, grant(records=["LATE"]))

    assert (2, {"excused as flood": 1}) == (found.value, dict(found.excluded))


def test_a_count_has_no_clock_that_could_stand_still():
    """A pause on a metric without a clock is refused at the exclusion."""
    metric = {"kind": "throughput", "event": "resolved", "start": None, "stop": None, "pause": None}
    contract = tickets_contract(WORK, metric=metric, target={"objective": {"at_least": "3 cases"}})
    with pytest.raises(LocatedError, match="pauses a clock, and metric 'time' of kind throughput"):
        measured_tickets([LATE], contract)


def test_an_exclusion_says_what_it_does_to_tickets():
    """Without on_tickets nobody knows whether a clock stands or a record is left out."""
    silent = {"id": "flood", "cause": "force_majeure", "on_availability": "numerator"}
    with pytest.raises(LocatedError, match="does not say what it does to metric 'time'"):
        measured_tickets([LATE], tickets_contract(silent))


def test_a_limit_in_working_days_has_no_clock_that_could_stand_still():
    """A date cannot be paused: the plan says so."""
    contract = tickets_contract(WORK)
    contract["targets"][0]["objective"] = {
        "share": "90%",
        "within": {"working_days": 2, "due": "end_of_day"},
        "hours": "office",
    }
    with pytest.raises(LocatedError, match="no clock that could pause"):
        measured_tickets([LATE], contract)
