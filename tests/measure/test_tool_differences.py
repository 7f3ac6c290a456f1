"""Why the verdict of a tool differs: one reason for every record, out of a closed list."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.differences import explained
from slaspec.measure.measure import measure, term_of
from slaspec.measure.results import Scope
from slaspec.records.tickets import ABSENT
from tests.measure import build
from tests.measure.build import OFFICE, agreement, at, planned, ticket

AS_OF = at("2026-07-01 00:00")
DAY = "2026-04-01"  # a Wednesday
GOOD_FRIDAY = {
    **OFFICE,
    "id": "office-easter",
    "valid": {"from": "2026-01-01", "through": "2027-12-31"},
    "closed": [{"date": "2026-04-03", "name": "Good Friday"}],
}
DAYS = {
    "first_day": "excluded",
    "ends": "end_of_day",
    "on_closed_day": "next_open_day",
    "calendar": "office-easter",
}
MET, MISSED = 1, 0


def within(limit="4h", hours="24x7"):
    """A target with one objective for all records."""
    return {"objective": {"share": "90%", "within": limit, "hours": hours}}


def story(*events, id="INC1"):
    """A ticket whose events are on one day, at `HH:MM` or at a time; resolved, it is closed too."""
    dated = [(e[0] if " " in e[0] else f"{DAY} {e[0]}", *e[1:]) for e in events]
    if dated[-1][1] == "resolved":
        dated.append((dated[-1][0], "closed", *dated[-1][2:]))
    return ticket(id, reported=dated[0][0], events=dated)


def reasons(contract, tickets, tool, *more, parts=1, **columns):
    """Every reason with its change, its records with what else would do, and who would agree."""
    made = planned(contract, "2026-04", *more)
    held = [build.table(tickets[i::parts], tool=tool[i::parts], **columns) for i in range(parts)]
    found = measure(made, {"itsm": held}, AS_OF)
    differing = [id for compared in found.tool for id in compared.differing_ids]
    scope = Scope(AS_OF, made.zone, term_of(made))
    return explained(made.targets[0], held, differing, scope)


def only(contract, ticket, tool, *more):
    """Reason, change and further reasons of one differing ticket."""
    (found,) = reasons(contract, [ticket], [tool], *more)
    (record,) = found.records
    assert (("missed" if tool else "met"), "INC1") == (record.ours, record.id)
    assert (1 if found.change else None) == found.agree
    return found.reason, found.change, record.also


def test_the_tool_waits_for_another_stop_event():
    """Resolved after 2 h and closed after 5 h, limit 4 h: the tool's clock ran until closing."""
    closed_late = story(("08:00", "new"), ("10:00", "resolved"), ("13:00", "closed"))

    assert ("stop event", "stop: [closed]", ()) == only(agreement(), closed_late, MISSED)


def test_the_tool_pauses_where_the_contract_does_not():
    """5 h with 3 h of waiting for the customer in them: without these 2 h, which are in time."""
    waited = story(
        ("08:00", "new"), ("09:00", "waiting_customer"), ("12:00", "active"), ("13:00", "resolved")
    )

    assert ("pause", "pause: [waiting_customer]", ()) == only(agreement(), waited, MET)


def test_the_contract_pauses_where_the_tool_does_not():
    """The same record the other way round: 2 h by the contract, 5 h on the tool's clock."""
    waited = story(
        ("08:00", "new"), ("09:00", "waiting_customer"), ("12:00", "active"), ("13:00", "resolved")
    )
    paused = agreement(metric={"pause": ["waiting_customer"]})

    assert ("pause", "pause: []", ()) == only(paused, waited, MISSED)


BY_PRIORITY = {
    "objectives": {
        "P1": {"share": "90%", "within": "1h", "hours": "24x7"},
        "P2": {"share": "90%", "within": "8h", "hours": "24x7"},
    }
}


def test_the_tool_judges_by_the_first_priority():
    """Raised from P2 (8 h) to P1 (1 h) after half an hour, resolved after 3 h."""
    raised = story(("08:00", "new", "P2"), ("08:30", "active", "P1"), ("11:00", "resolved", "P1"))

    expected = ("priority in force", "priority: at_open", ())
    assert expected == only(agreement(target=BY_PRIORITY), raised, MET)


def test_the_tool_starts_again_when_the_priority_changes():
    """Raised to P1 (1 h) half an hour before it was resolved; P2 would have been missed as well."""
    short = {"objectives": {**BY_PRIORITY["objectives"]}}
    short["objectives"]["P2"] = {"share": "90%", "within": "2h", "hours": "24x7"}
    raised = story(("08:00", "new", "P2"), ("10:30", "active", "P1"), ("11:00", "resolved", "P1"))

    expected = ("priority in force", "reclassified: from_change", ())
    assert expected == only(agreement(target=short), raised, MET)


def test_the_tools_hours_are_in_another_zone():
    """12:30 to 17:00 UTC: 4 h 30 min of office hours in UTC, 2 h 30 min of those in Oslo."""
    late = story(("12:30", "new"), ("17:00", "resolved"))
    contract = agreement(target=within(hours="office"), timezone="Europe/Oslo")

    assert ("zone", "hours in Europe/Oslo", ()) == only(contract, late, MET)


def test_the_tool_knows_no_holidays():
    """Thursday 15:00 to Good Friday 11:00: 2 h, or 5 h where the Friday is a day like any other."""
    over_easter = story(("2026-04-02 15:00", "new"), ("2026-04-03 11:00", "resolved"))
    contract = agreement(target=within(hours="office-easter"))

    expected = ("holiday", "no closed dates", ("hours",))
    assert expected == only(contract, over_easter, MISSED, GOOD_FRIDAY)


def test_the_tool_knows_holidays_that_the_contract_does_not():
    """Thursday 15:00 to Monday 09:00: 12 h of office hours, 3 h without Good Friday."""
    over_easter = story(("2026-04-02 15:00", "new"), ("2026-04-06 09:00", "resolved"))
    contract = agreement(target=within(hours="office"), answers={"day_periods": DAYS})

    expected = ("holiday", "closed dates of office-easter", ("hours",))
    assert expected == only(contract, over_easter, MET, GOOD_FRIDAY)


def test_the_tool_counts_around_the_clock():
    """16:00 to 09:00: 2 h of office hours, 17 h of the day."""
    overnight = story(("16:00", "new"), ("2026-04-02 09:00", "resolved"))

    expected = ("hours", "hours: 24x7", ())
    assert expected == only(agreement(target=within(hours="office")), overnight, MISSED)


@pytest.mark.parametrize(
    ("until", "tool", "change"),
    [
        ("12:00:30", MET, "less than a minute over the limit"),
        ("12:00:59", MET, "less than a minute over the limit"),
        ("11:59:30", MISSED, "less than a minute within the limit"),
    ],
)
def test_the_tool_cuts_its_times_to_minutes(until, tool, change):
    """Within a minute of the limit of 4 h, whichever way the tool cut its times."""
    close = story(("08:00", "new"), (until, "resolved"))

    assert ("rounding", change, ()) == only(agreement(), close, tool)


def test_a_whole_minute_is_no_rounding():
    """60 s beside the limit are a minute, which nobody cuts away."""
    beside = story(("08:00", "new"), ("12:01", "resolved"))

    assert ("unknown", "", ()) == only(agreement(), beside, MET)


def test_exactly_the_limit_is_missed_for_the_tool():
    """4 h of 4 h: met by the contract, `limit_reached: missed` for the tool."""
    exact = story(("08:00", "new"), ("12:00", "resolved"))

    assert ("deadline", "limit_reached: missed", ("rounding",)) == only(agreement(), exact, MISSED)


def test_the_tools_working_day_ends_with_the_day():
    """One working day from 08:00 is over at 08:00 the next day; the tool gives it until 17:00."""
    limit = {"working_days": 1, "due": "same_time"}
    next_day = story(("08:00", "new"), ("2026-04-02 10:00", "resolved"))

    expected = ("deadline", "due: end_of_day", ())
    assert expected == only(agreement(target=within(limit, "office")), next_day, MET)


REOPENED = [("08:00", "new"), ("09:00", "resolved"), ("11:00", "active"), ("12:30", "resolved")]


def test_the_tool_does_not_count_the_gap_of_a_reopened_record():
    """4 h 30 min until the last resolution, 2 h 30 min without the gap of 2 h."""
    expected = ("reopened", "reopened: continues, gap: paused", ())

    assert expected == only(agreement(), story(*REOPENED), MET)


def test_the_tool_has_one_verdict_for_several_clocks():
    """With a limit of 1 h the first clock is met, the second missed: the record is missed."""
    again = agreement(target=within("1h"), answers={"reopened": {"clock": "new_cycle"}})

    others = ("stop event", "pause", "deadline", "rounding")  # which leave it missed, too
    expected = ("reopened", "one verdict for all clocks of a record", others)
    assert expected == only(again, story(*REOPENED), MISSED)


def test_a_record_that_never_stopped():
    """Over its limit and still open: missed by the contract, met by the tool, whatever we change."""
    still_open = story(("08:00", "new"), ("09:00", "active"))

    assert ("no stop", "", ()) == only(agreement(), still_open, MET)


def test_what_nothing_explains_is_unknown():
    """2 h of 4 h by every clock, and the tool says missed."""
    fast = story(("08:00", "new"), ("10:00", "resolved"))

    assert ("unknown", "", ()) == only(agreement(), fast, MISSED)


def test_the_change_that_the_tool_may_really_run_on_comes_first():
    """
    Of two changes that turn a record, the one under which the two agree on more records.

    The first is missed when closing counts, and when nights count; the three others are in time
    by day although they were open over night, so nights do not count for the tool.
    """
    nights = [
        story(("16:00", "new"), ("2026-04-02 09:00", "resolved"), id=f"INC{i}") for i in (2, 3, 4)
    ]
    first = story(
        ("15:00", "new"), ("2026-04-02 09:00", "resolved"), ("2026-04-02 12:00", "closed")
    )
    contract = agreement(target=within(hours="office"))

    (found,) = reasons(contract, [first, *nights], [MISSED, MET, MET, MET])
    assert ("stop event", "stop: [closed]", 4) == (found.reason, found.change, found.agree)
    assert ("hours",) == found.records[0].also


def test_a_change_that_explains_more_stands_for_more():
    """Two records closed late and one that waited: two reasons, each with its own records."""
    closed = [("08:00", "new"), ("10:00", "resolved"), ("13:00", "closed")]
    waited = [("08:00", "new"), ("09:00", "waiting_customer"), ("13:00", "resolved")]
    tickets = [story(*closed, id="B"), story(*waited, id="C"), story(*closed, id="A")]

    found = reasons(agreement(), tickets, [MISSED, MET, MISSED])
    assert [("stop event", ["A", "B"], 2), ("pause", ["C"], 1)] == [
        (each.reason, [record.id for record in each.records], each.agree) for each in found
    ]


def test_a_verdict_in_another_window_is_explained_as_well():
    """A record that the other clock would decide in the next month still has its reason."""
    late = ticket(
        reported="2026-04-30 20:00",
        events=[
            ("2026-04-30 20:00", "new"),
            ("2026-04-30 22:00", "resolved"),
            ("2026-05-05 08:00", "closed"),
        ],
    )

    assert "stop event" == only(agreement(), late, MISSED)[0]


EVENTS = st.lists(
    st.sampled_from(["active", "waiting_customer", "resolved", "closed"]), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(EVENTS, st.integers(1, 150), st.sampled_from([0, 1, -1])), max_size=8))
def test_every_differing_record_has_one_reason_however_the_records_are_dealt_out(rows):
    """The records of all reasons are those that differ, once each; parts change nothing."""
    tickets = [
        ticket(
            f"INC{i}",
            reported=f"{DAY} 08:00",
            events=[
                (at(f"{DAY} 08:00") + 60 * step * n, state)
                for n, state in enumerate(["new", *states])
            ],
        )
        for i, (states, step, _) in enumerate(rows)
    ]
    tool = [verdict for _, _, verdict in rows]
    contract = agreement(target=within(hours="office"))
    made = planned(contract)
    found = measure(made, {"itsm": [build.table(tickets, tool=tool)]}, AS_OF)

    whole = reasons(contract, tickets, tool)
    differing = [id for compared in found.tool for id in compared.differing_ids]
    assert sorted(differing) == sorted(record.id for each in whole for record in each.records)
    assert whole == reasons(contract, tickets, tool, parts=3)


def elapsed(contract, tickets, seconds):
    """Both verdicts of some tickets whose tool states a time."""
    made = planned(contract)
    held = replace(build.table(tickets), tool_elapsed=np.array(seconds, dtype=np.int64))
    (compared,) = measure(made, {"itsm": [held]}, AS_OF).tool
    return (
        compared.both_met,
        compared.both_missed,
        compared.only_slaspec_met,
        compared.only_tool_met,
    )


@pytest.mark.parametrize(("reached", "counts"), [("met", (1, 1, 1, 1)), ("missed", (0, 1, 2, 1))])
def test_a_time_that_the_tool_measured_is_a_verdict(reached, counts):
    """
    Limit 4 h. Ours: 2 h, 2 h, 5 h, 5 h, 2 h; the tool's: 4 h, 4 h 1 s, 3 h, 6 h, none.

    Exactly the limit is what the contract says it is.
    """
    hours = (2, 2, 5, 5, 2)
    tickets = [
        story(("08:00", "new"), (f"{8 + n:02}:00", "resolved"), id=f"INC{i}")
        for i, n in enumerate(hours)
    ]
    contract = agreement(answers={"limit_reached": reached})

    assert counts == elapsed(contract, tickets, [14400, 14401, 10800, 21600, ABSENT])


def test_a_time_is_judged_by_the_limit_of_the_records_priority():
    """3 h are late for P1 (1 h) and in time for P2 (8 h)."""
    made = planned(agreement(target=BY_PRIORITY))
    tickets = [
        story(("08:00", "new", priority), ("08:30", "resolved", priority), id=priority)
        for priority in ("P1", "P2")
    ]
    held = replace(build.table(tickets), tool_elapsed=np.array([10800, 10800], dtype=np.int64))

    found = measure(made, {"itsm": [held]}, AS_OF).tool
    assert [("P1", ("P1",)), ("P2", ())] == [(c.objective, c.differing_ids) for c in found]
