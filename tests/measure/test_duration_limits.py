"""The limit of a clock: exactly reached, run out at closing time, paused, in working days."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.measure.plan import ALWAYS
from tests.measure.build import OFFICE, agreement, cells, fates, measured, ticket

FOUR_HOURS = {"share": "90%", "within": "4h", "hours": "24x7"}


def office(within, **more):
    return {"share": "90%", "within": within, "hours": "office", **more}


def resolved(time, id="INC1", reported="2026-04-01 08:00"):
    return ticket(id, reported=reported, events=[(reported, "new"), (time, "resolved")])


def test_exactly_the_limit_is_met_where_the_contract_says_met():
    """4 h 00 min 00 s keeps a limit of 4 h, one second more does not."""
    tickets = [resolved("2026-04-01 12:00:00", "A"), resolved("2026-04-01 12:00:01", "B")]

    assert ["met 2026-04", "missed 2026-04"] == fates(agreement(), tickets)


def test_exactly_the_limit_is_missed_where_the_contract_says_missed():
    """With `limit_reached: missed` 4 h 00 min 00 s breaks a limit of 4 h, one second less keeps it."""
    tickets = [resolved("2026-04-01 12:00:00", "A"), resolved("2026-04-01 11:59:59", "B")]

    assert ["missed 2026-04", "met 2026-04"] == fates(
        agreement(answers={"limit_reached": "missed"}), tickets
    )


def test_a_limit_that_runs_out_at_closing_time_is_met_until_the_next_opening():
    """8 h from Thursday 09:00 run out at 17:00; whoever stops Friday at 08:00 has spent no more."""
    contract = agreement(target={"objective": office("8h")})
    start = "2026-04-02 09:00"
    tickets = [
        resolved("2026-04-02 17:00", "A", start),
        resolved("2026-04-03 08:00:00", "B", start),
        resolved("2026-04-03 08:00:01", "C", start),
    ]

    assert ["met 2026-04", "met 2026-04", "missed 2026-04"] == fates(contract, tickets)


@pytest.mark.parametrize(("reached", "window"), [("met", "2026-05"), ("missed", "2026-04")])
def test_the_second_of_the_miss_follows_the_reading_of_the_limit(reached, window):
    """
    8 h run out on Thursday 30 April at 17:00. Read as met, the limit is exceeded on Friday 1 May a
    second after 08:00; read as missed, it is broken at closing time in April.
    """
    contract = agreement(target={"objective": office("8h")}, answers={"limit_reached": reached})
    late = resolved("2026-05-04 12:00", "A", "2026-04-30 09:00")

    assert [f"missed {window}"] == fates(contract, [late])


def test_a_pause_takes_its_service_time_off_the_clock():
    """5 h between report and stop with 1 h of waiting are 4 h: met."""
    contract = agreement(metric={"pause": ["waiting_customer"]})
    events = [
        ("2026-04-01 08:00", "new"),
        ("2026-04-01 09:00", "waiting_customer"),
        ("2026-04-01 10:00", "active"),
        ("2026-04-01 13:00", "resolved"),
    ]

    assert ["met 2026-04"] == fates(contract, [ticket(events=events)])


def test_a_pause_outside_the_hours_changes_nothing():
    """Waiting from closing to opening takes nothing off 8 h 00 min 01 s of office time: missed."""
    contract = agreement(metric={"pause": ["waiting_customer"]}, target={"objective": office("8h")})
    events = [
        ("2026-04-02 09:00", "new"),
        ("2026-04-02 17:00", "waiting_customer"),
        ("2026-04-03 08:00", "active"),
        ("2026-04-03 08:00:01", "resolved"),
    ]
    tickets = [ticket(reported="2026-04-02 09:00", events=events)]

    assert ["missed 2026-04"] == fates(contract, tickets)


def test_two_paused_states_in_a_row_are_one_span():
    """Waiting for the customer and then for a supplier, 30 min each, is 1 h: 5 h become 4 h."""
    contract = agreement(metric={"pause": ["waiting_customer", "waiting_supplier"]})
    events = [
        ("2026-04-01 09:00", "waiting_customer"),
        ("2026-04-01 09:30", "waiting_supplier"),
        ("2026-04-01 10:00", "active"),
        ("2026-04-01 13:00", "resolved"),
    ]

    assert ["met 2026-04"] == fates(contract, [ticket(events=events)])


def test_overlapping_pauses_count_once():
    """
    Rows out of order: waiting 09:00-11:00 and waiting 10:00-11:30 are 2 h 30 min of 6 h 30 min:
    exactly 4 h, met; a second later, missed.
    """
    contract = agreement(metric={"pause": ["waiting_customer", "waiting_supplier"]})

    def story(stop):
        return [
            ("2026-04-01 09:00", "waiting_customer"),
            ("2026-04-01 11:00", "active"),
            ("2026-04-01 10:00", "waiting_supplier"),
            ("2026-04-01 11:30", "active"),
            (stop, "resolved"),
        ]

    tickets = [
        ticket("A", events=story("2026-04-01 14:30")),
        ticket("B", events=story("2026-04-01 14:30:01")),
    ]

    assert ["met 2026-04", "missed 2026-04"] == fates(contract, tickets)


def test_a_pause_that_runs_backwards_is_dropped_and_counted():
    """A pause whose next row is earlier takes nothing off the clock, and is counted as a fault."""
    contract = agreement(metric={"pause": ["waiting_customer"]})
    events = [
        ("2026-04-01 10:00", "waiting_customer"),
        ("2026-04-01 09:00", "active"),
        ("2026-04-01 12:00:01", "resolved"),
    ]
    found = measured(contract, [ticket(events=events)])

    assert {("all", "2026-04"): "0/1/0"} == cells(found)
    assert {"resolution": 1} == found.backwards


def test_a_record_that_ends_before_it_begins_is_left_out_by_that_name():
    """A stop before the report is a fault of the data, not a record that was met."""
    tickets = [resolved("2026-04-01 07:59:59")]

    assert ["ends before it begins"] == fates(agreement(), tickets)


def working_days(count, due, stop, start, **answers):
    limit = {"working_days": count, "due": due}
    contract = agreement(target={"objective": office(limit)}, answers=answers)
    return fates(contract, [resolved(stop, reported=start)])


@pytest.mark.parametrize(
    ("due", "stop", "verdict"),
    [
        ("same_time", "2026-04-07 10:30:00", "met"),
        ("same_time", "2026-04-07 10:30:01", "missed"),
        ("end_of_day", "2026-04-07 17:00:00", "met"),
        ("end_of_day", "2026-04-07 17:00:01", "missed"),
    ],
)
def test_two_working_days_from_a_friday(due, stop, verdict):
    """Friday 3 April is day 0: two working days later is Tuesday, at 10:30 or at 17:00."""
    assert [f"{verdict} 2026-04"] == working_days(2, due, stop, "2026-04-03 10:30")


def test_working_days_reached_exactly_may_be_a_miss():
    """`limit_reached: missed` holds for a deadline in working days too, and decides at it."""
    start, stop = "2026-04-29 17:00", "2026-04-30 17:00"

    assert ["missed 2026-04"] == working_days(1, "end_of_day", stop, start, limit_reached="missed")


def test_a_limit_in_working_days_cannot_be_paused():
    """A date has no clock: pauses with a limit in working days are refused at the limit."""
    limit = {"working_days": 1, "due": "end_of_day"}
    contract = agreement(
        metric={"pause": ["waiting_customer"]}, target={"objective": office(limit)}
    )
    with pytest.raises(LocatedError, match="no clock that could pause") as caught:
        fates(contract, [ticket()])

    assert caught.value.at.startswith("acme.yaml:")


def test_a_limit_in_working_days_cannot_leave_out_a_gap():
    """`gap: paused` with a limit in working days is refused: the gap would count in silence."""
    limit = {"working_days": 1, "due": "end_of_day"}
    contract = agreement(
        target={"objective": office(limit)},
        answers={"reopened": {"clock": "continues", "gap": "paused"}},
    )
    with pytest.raises(LocatedError, match="between a stop and a reopening"):
        fates(contract, [ticket()])


def test_a_deadline_years_ahead_is_found():
    """100 h on a calendar of one hour a week end after nearly two years."""
    contract = agreement(
        target={"objective": {"share": "90%", "within": "100h", "hours": "rare"}},
        answers={"assign_to": "deadline"},
    )
    rare = {**OFFICE, "id": "rare", "open": {"mon": ["08:00-09:00"]}}
    tickets = [resolved("2026-01-06 12:00", reported="2026-01-05 08:00")]

    assert ["met 2027-11"] == with_calendar(contract, rare, tickets)


def test_a_deadline_beyond_the_known_hours_is_an_error():
    """The hours are pinned through 2026; a deadline in 2027 is refused at its objective, never clipped."""
    contract = agreement(
        target={"objective": {"share": "90%", "within": "100h", "hours": "rare"}},
        answers={"assign_to": "deadline"},
    )
    pinned = {"valid": {"from": "2026-01-01", "through": "2026-12-31"}}
    rare = {**OFFICE, "id": "rare", "open": {"mon": ["08:00-09:00"]}, **pinned}
    with pytest.raises(LocatedError, match=r"objective 'all': .* known to 2027-01-01"):
        with_calendar(contract, rare, [resolved("2026-01-06 12:00", reported="2026-01-05 08:00")])


def with_calendar(contract, calendar, tickets):
    """Fates on a calendar of the test's own, over two years."""
    from tests.measure.build import at, judge, planned, table

    plan = planned(contract, "2026-01..2027-12", calendar)
    target = plan.targets[0]
    term = (at("2026-01-01 00:00"), at("2028-01-01 00:00"))
    judged = judge(table(tickets), target, at("2028-01-01 00:00"), plan.zone, term)
    return [
        f"{'met' if judged.met[i] else 'missed'} {target.windows[judged.window[i]].name}"
        for i in range(len(tickets))
    ]


def test_always_is_the_built_in_calendar():
    """`24x7` needs no document."""
    assert "24x7" == ALWAYS
