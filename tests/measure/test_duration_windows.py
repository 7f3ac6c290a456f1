"""In which window a record counts, and what is known at the date of the preview."""

from __future__ import annotations

import pytest

from slaspec.errors import UsageError
from tests.measure.build import agreement, cells, fates, measured, ticket

LATE = [("2026-04-30 22:00", "new"), ("2026-05-02 08:00", "resolved")]
NIGHT = "2026-04-30 22:00"


def one(events, reported=NIGHT, **more):
    return [ticket(reported=reported, events=events, **more)]


@pytest.mark.parametrize(
    ("assign_to", "window"),
    [("start", "2026-04"), ("stop", "2026-05"), ("deadline", "2026-05"), ("decided", "2026-05")],
)
def test_the_window_of_a_missed_record(assign_to, window):
    """Reported on 30 April at 22:00 with 4 h: the limit ends on 1 May at 02:00."""
    contract = agreement(answers={"assign_to": assign_to})

    assert [f"missed {window}"] == fates(contract, one(LATE))


@pytest.mark.parametrize(
    ("assign_to", "window"),
    [("start", "2026-04"), ("stop", "2026-04"), ("deadline", "2026-05"), ("decided", "2026-04")],
)
def test_the_window_of_a_met_record(assign_to, window):
    """Reported at 22:00 and stopped at 23:00: only its deadline lies in May."""
    contract = agreement(answers={"assign_to": assign_to})
    events = [(NIGHT, "new"), ("2026-04-30 23:00", "resolved")]

    assert [f"met {window}"] == fates(contract, one(events))


def test_a_limit_exceeded_in_the_first_second_of_a_month():
    """4 h from 20:00 end at midnight: still met then, exceeded at 00:00:01, in May."""
    events = [("2026-04-30 20:00", "new"), ("2026-05-05 08:00", "resolved")]

    assert ["missed 2026-05"] == fates(agreement(), one(events, "2026-04-30 20:00"))


@pytest.mark.parametrize(("reached", "window"), [("met", "2026-05"), ("missed", "2026-04")])
@pytest.mark.parametrize(
    ("start", "within"),
    [
        ("2026-04-30 19:59:59", "4h"),
        ("2026-04-29 23:59:59", {"working_days": 1, "due": "same_time"}),
    ],
)
def test_a_limit_that_ends_with_the_last_second_of_a_month(start, within, reached, window):
    """It ends at 23:59:59: broken then where reaching it is a miss, else a second later, in May."""
    objective = {"share": "90%", "within": within, "hours": "24x7"}
    contract = agreement(target={"objective": objective}, answers={"limit_reached": reached})
    events = [(start, "new"), ("2026-05-05 08:00", "resolved")]

    assert [f"missed {window}"] == fates(contract, one(events, start))


def test_a_record_that_nobody_closes_is_missed_in_its_window():
    """Never stopped: it is missed where its limit was exceeded, and cannot be held over."""
    events = [("2026-04-10 08:00", "new")]

    assert ["missed 2026-04"] == fates(agreement(), one(events, "2026-04-10 08:00"))


def test_a_deadline_waits_for_its_pauses():
    """4 h from 20:00 with a pause from 21:00 to 23:00: the deadline is 02:00 on 1 May."""
    contract = agreement(metric={"pause": ["waiting_customer"]}, answers={"assign_to": "deadline"})
    events = [
        ("2026-04-30 20:00", "new"),
        ("2026-04-30 21:00", "waiting_customer"),
        ("2026-04-30 23:00", "active"),
        ("2026-04-30 23:30", "resolved"),
    ]

    assert ["met 2026-05"] == fates(contract, one(events, "2026-04-30 20:00"))


def test_a_record_within_its_limit_at_the_date_is_open():
    """Reported an hour before the date of the preview: not counted, shown in the window of its start."""
    events = [("2026-04-30 23:00", "new")]
    tickets = one(events, "2026-04-30 23:00")

    assert ["open 2026-04"] == fates(agreement(), tickets, "2026-04", "2026-05-01")
    assert {("all", "2026-04"): "0/0/1"} == cells(
        measured(agreement(), tickets, as_of="2026-05-01")
    )


def test_exactly_at_its_limit_a_running_record_is_still_open():
    """4 h have run at the date of the preview: met as long as it does not go on."""
    tickets = one([("2026-04-30 20:00", "new")], "2026-04-30 20:00")
    missed = agreement(answers={"limit_reached": "missed"})

    assert ["open 2026-04"] == fates(agreement(), tickets, as_of="2026-05-01")
    assert ["outside the period"] == fates(missed, tickets, "2026-04", as_of="2026-05-01")


def test_with_stop_an_open_record_over_its_limit_is_only_shown():
    """`assign_to: stop` has no window for a record without a stop: open, however late."""
    contract = agreement(answers={"assign_to": "stop"})
    tickets = one([("2026-04-10 08:00", "new")], "2026-04-10 08:00")

    assert ["open 2026-04"] == fates(contract, tickets)


def test_what_came_after_the_date_is_not_known():
    """Reopened and stopped again after the date: as of the date the first stop stands."""
    events = [
        ("2026-04-10 08:00", "new"),
        ("2026-04-10 10:00", "resolved"),
        ("2026-05-10 08:00", "active"),
        ("2026-05-11 08:00", "resolved"),
    ]
    stated = one(events, "2026-04-10 08:00", resolved="2026-05-11 08:00")

    assert ["met 2026-04"] == fates(agreement(), stated, "2026-04", "2026-05-01")
    assert ["missed 2026-04"] == fates(agreement(), stated, "2026-04", "2026-06-01")


def test_a_record_cancelled_after_the_date_still_counts():
    """As of the date it was open and over its limit; later it is left out as cancelled."""
    contract = agreement(answers={"leave_out": ["cancelled"]})
    tickets = one(
        [("2026-04-10 08:00", "new"), ("2026-05-10 08:00", "cancelled")], "2026-04-10 08:00"
    )

    assert ["missed 2026-04"] == fates(contract, tickets, "2026-04", "2026-05-01")
    assert ["cancelled"] == fates(contract, tickets, "2026-04", "2026-06-01")


def test_a_record_reported_after_the_date_is_left_out():
    """Nothing is known of it yet."""
    tickets = one([("2026-05-02 08:00", "new")], "2026-05-02 08:00")

    assert ["after the date of the preview"] == fates(agreement(), tickets, "2026-04", "2026-05-01")


def test_a_pause_that_begins_after_the_date_is_no_fault():
    """A waiting state of tomorrow neither pauses today's clock nor runs backwards."""
    contract = agreement(metric={"pause": ["waiting_customer"]})
    tickets = one([(NIGHT, "new"), ("2026-05-02 08:00", "waiting_customer")])
    found = measured(contract, tickets, as_of="2026-05-01")

    assert {("all", "2026-04"): "0/0/1"} == cells(found)
    assert {} == found.backwards


def test_a_window_that_has_not_ended_is_refused():
    """On 30 April April is not over; on 1 May at 00:00 it is."""
    with pytest.raises(UsageError, match="2026-04 ends with 2026-04-30, .* --as-of 2026-05-01"):
        measured(agreement(), [], as_of="2026-04-30")

    assert "not_measured" == measured(agreement(), [], as_of="2026-05-01").measured[0].verdict


def test_records_without_a_file_are_asked_for():
    """A target whose source has no records says which option is missing."""
    from slaspec.measure.measure import measure
    from tests.measure.build import at, planned

    with pytest.raises(UsageError, match="give --records itsm=FILE"):
        measure(planned(agreement()), {}, at("2026-06-01 00:00"))


def test_what_is_left_out_is_shown_in_its_window():
    """Three of four records are left out; all four are in the result, with their reasons."""
    contract = agreement(answers={"leave_out": ["cancelled", "duplicate"]})
    start = "2026-04-10 08:00"
    tickets = [
        ticket("A", reported=start, events=[(start, "new"), ("2026-04-10 09:00", "resolved")]),
        ticket("B", reported=start, events=[(start, "new"), ("2026-04-10 09:00", "cancelled")]),
        ticket("C", reported=start, events=[(start, "duplicate")]),
        ticket("D", reported=start, events=[(start, "new")], service="other"),
    ]
    found = measured(contract, tickets).measured[0]

    assert {"another service": 1, "cancelled": 1, "duplicate": 1} == found.excluded
    assert (1, 1, 0) == (found.met, found.counted, found.open)


def test_a_record_without_its_start_belongs_to_no_window():
    """It is counted as left out beside the windows."""
    tickets = [ticket(reported=None, events=[("2026-04-10 08:00", "resolved")])]

    assert {"resolution: never reported": 1} == measured(agreement(), tickets).unassigned


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("open", "missed 2026-04"), ("leave_out", "ended without its stop event")],
)
def test_a_record_that_ended_without_its_stop_event(rule, expected):
    """Closed without ever being resolved: missed once over its limit, or left out by name."""
    contract = agreement(metric={"stop": ["resolved"]}, answers={"without_stop": rule})
    tickets = one([("2026-04-10 08:00", "new"), ("2026-04-10 09:00", "closed")], "2026-04-10 08:00")

    assert [expected] == fates(contract, tickets)


def test_a_list_of_last_times_ends_where_closed_is_filled():
    """Without a history a filled `closed` says that the record has ended without its stop."""
    contract = agreement(metric={"stop": ["resolved"]}, answers={"without_stop": "leave_out"})
    tickets = [ticket(closed="2026-04-01 09:00"), ticket("B", closed="2026-07-02 09:00")]
    found = fates(
        contract,
        tickets,
        as_of="2026-07-01",
        period="2026-04",
        layout="snapshot",
        stamps=("resolved",),
    )

    assert ["ended without its stop event", "missed 2026-04"] == found


def test_a_list_of_last_times_stops_at_the_earliest_of_its_events():
    """Resolved at 11:00 and closed later: 3 h."""
    tickets = [ticket(resolved="2026-04-01 11:00", closed="2026-04-06 11:00")]

    assert ["met 2026-04"] == fates(agreement(), tickets, layout="snapshot")


TERM = {"from": "2026-04-10", "through": "2026-05-20"}
COUNTED = {"charge": "prorated", "counted": "active"}


def early_and_late():
    """One record in time on the 5th, one on the 15th, of April."""
    return [
        ticket(
            f"T{day}",
            reported=f"2026-04-{day} 08:00",
            events=[(f"2026-04-{day} 09:00", "resolved")],
        )
        for day in ("05", "15")
    ]


@pytest.mark.parametrize("counted", ["active", "window"])
def test_a_record_that_starts_outside_the_term_is_not_counted(counted):
    """It is not of this agreement, whatever part of the window counts as time."""
    contract = agreement(
        effective=TERM, answers={"partial_window": {**COUNTED, "counted": counted}}
    )
    found = measured(contract, early_and_late()).measured[0]

    assert ("met", 1, {"outside the term": 1}) == (found.verdict, found.counted, found.excluded)


def test_a_partial_window_may_be_left_unjudged():
    """`not_judged`: counts are shown, there is no verdict, and the reason says why."""
    contract = agreement(effective=TERM, answers={"partial_window": "not_judged"})
    found = measured(contract, early_and_late()).measured[0]

    assert ("not_measured", "only partly inside the term", 1) == (
        found.verdict,
        found.reason,
        found.counted,
    )


def test_a_window_outside_the_term_has_no_verdict():
    """June lies after the term."""
    contract = agreement(effective=TERM, answers={"partial_window": "not_judged"})
    found = measured(contract, [], period="2026-06").measured[0]

    assert ("not_measured", "outside the term") == (found.verdict, found.reason)


def test_before_judged_from_service_is_only_measured():
    """A window that begins before the transition ends has counts and no verdict."""
    effective = {"from": "2026-01-01", "judged_from": "2026-04-02"}
    found = measured(agreement(effective=effective), early_and_late()).measured[0]

    assert ("not_measured", "judged from 2026-04-02", 2) == (
        found.verdict,
        found.reason,
        found.counted,
    )


def test_months_are_those_of_the_agreements_zone():
    """Midnight of 1 April in Oslo is 22:00 UTC of 31 March: an hour later it is April there."""
    contract = agreement(timezone="Europe/Oslo", answers={"assign_to": "start"})
    tickets = [
        ticket("A", reported="2026-03-31 21:59:59", events=[("2026-03-31 23:00", "resolved")]),
        ticket("B", reported="2026-03-31 22:00:00", events=[("2026-03-31 23:00", "resolved")]),
    ]

    assert ["met 2026-03", "met 2026-04"] == fates(contract, tickets)
