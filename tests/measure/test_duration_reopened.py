"""What a reopened record does to its clock."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from tests.measure.build import agreement, fates, measured, ticket

STORY = [
    ("2026-04-01 08:00", "new"),
    ("2026-04-01 09:00", "resolved"),  # after 1 h
    ("2026-04-01 11:00", "active"),  # a gap of 2 h
    ("2026-04-01 12:30", "resolved"),  # 1 h 30 min more
]
DAYS = {
    "first_day": "excluded",
    "ends": "end_of_day",
    "on_closed_day": "next_open_day",
    "calendar": "office",
}


def contract(clock, limit="4h", **more):
    """An agreement with a rule for reopened records, and a limit."""
    rule = {"clock": clock, **{k: v for k, v in more.items() if k in ("gap", "within")}}
    said = {k: v for k, v in more.items() if k not in rule}
    objective = {"share": "90%", "within": limit, "hours": "24x7"}
    return agreement(
        target={"objective": objective}, answers={"reopened": rule, "day_periods": DAYS, **said}
    )


def judged(contract, events, **stamps):
    return fates(contract, [ticket(events=events, **stamps)], as_of="2026-06-01")


@pytest.mark.parametrize(("limit", "verdict"), [("16200s", "met"), ("16199s", "missed")])
def test_a_clock_that_continues_counts_the_gap(limit, verdict):
    """From 08:00 to the start of the last run at 12:30 are 4 h 30 min, gap included."""
    assert [f"{verdict} 2026-04"] == judged(contract("continues", limit, gap="counts"), STORY)


@pytest.mark.parametrize(("limit", "verdict"), [("9000s", "met"), ("8999s", "missed")])
def test_a_gap_that_is_paused_is_taken_off(limit, verdict):
    """4 h 30 min without the gap of 2 h are 2 h 30 min."""
    assert [f"{verdict} 2026-04"] == judged(contract("continues", limit, gap="paused"), STORY)


@pytest.mark.parametrize(("limit", "verdict"), [("3600s", "met"), ("3599s", "missed")])
def test_ignored_means_that_the_first_stop_stands(limit, verdict):
    """The first stop came after 1 h; what follows does not matter."""
    assert [f"{verdict} 2026-04"] == judged(contract("ignored", limit), STORY)


def test_each_reopening_may_start_a_clock_of_its_own():
    """1 h and 1 h 30 min are two clocks: with a limit of 1 h one is met and one missed."""
    assert ["met 2026-04", "missed 2026-04"] == judged(contract("new_cycle", "1h"), STORY)


def test_closed_after_resolved_reopens_nothing():
    """Resolved after 1 h and closed five days later: the clock stopped at the first of the run."""
    events = [*STORY[:2], ("2026-04-06 09:00", "closed")]
    limits = [judged(contract(clock, "1h", gap="counts"), events) for clock in CLOCKS]

    assert [["met 2026-04"]] * 3 == limits


CLOCKS = ("continues", "ignored", "new_cycle")


def test_resolved_again_without_work_is_the_same_run():
    """Resolved twice in a row is one stop, at the first of them."""
    events = [*STORY[:2], ("2026-04-01 20:00", "resolved")]

    assert ["met 2026-04"] == judged(contract("continues", "1h", gap="counts"), events)


def test_a_record_reopened_and_still_open_has_no_stop():
    """It runs on: over its limit it is missed, even if its first stop was in time."""
    assert ["missed 2026-04"] == judged(contract("continues", gap="counts"), STORY[:3])


def test_waiting_after_a_stop_reopens():
    """A waiting state is a working state: leaving the stop states for it reopens the record."""
    events = [*STORY[:2], ("2026-04-01 11:00", "waiting_customer")]

    assert ["missed 2026-04"] == judged(contract("continues", gap="counts"), events)


@pytest.mark.parametrize(
    ("back", "verdict"),
    [("2026-04-08 23:59:59", "missed"), ("2026-04-09 00:00:00", "met")],
)
def test_a_reopening_after_five_working_days_is_none(back, verdict):
    """
    Stopped on Wednesday 1 April, five working days end with Wednesday 8 April. A reopening on
    that day continues the clock; one on the 9th leaves the first stop standing.
    """
    rule = contract("continues", gap="counts", within="5 working days")
    events = [*STORY[:2], (back, "active"), ("2026-04-10 09:00", "resolved")]

    assert [f"{verdict} 2026-04"] == judged(rule, events)


def test_what_follows_a_late_reopening_is_not_its_clock():
    """After the late reopening nothing counts: neither a new cycle nor a later stop of the source."""
    rule = contract("new_cycle", within="1 days")
    events = [*STORY[:2], ("2026-04-10 09:00", "active"), ("2026-04-30 09:00", "resolved")]

    assert ["met 2026-04"] == judged(rule, events, resolved="2026-04-30 09:00")


def test_a_gap_that_runs_backwards_is_dropped_and_counted():
    """A reopening that is earlier than its stop is a fault of the data and pauses nothing."""
    events = [STORY[0], ("2026-04-01 09:00", "resolved"), ("2026-04-01 08:30", "active")]
    events += [("2026-04-01 12:00:01", "resolved")]
    found = measured(contract("continues", gap="paused"), [ticket(events=events)])

    assert (0, 1) == (found.measured[0].met, found.measured[0].counted)
    assert {"resolution": 1} == found.backwards


def test_the_sources_own_time_of_the_last_stop_counts():
    """The row came at 12:00:30, the source states 12:00:00: 4 h, met."""
    events = [STORY[0], ("2026-04-01 12:00:30", "resolved")]

    assert ["met 2026-04"] == judged(
        contract("continues", gap="counts"), events, resolved="2026-04-01 12:00:00"
    )


def test_a_time_from_before_the_reopening_is_stale():
    """The source still states the first stop after the record came back: the row counts."""
    assert ["missed 2026-04"] == judged(
        contract("continues", gap="counts"), STORY, resolved="2026-04-01 09:00"
    )


def test_a_time_at_the_reopening_itself_is_not_stale():
    """Stated for the very second of the reopening, it is the last stop: 3 h."""
    rule = contract("continues", "3h", gap="counts")
    unseen = [*STORY[:3], ("2026-04-01 12:30", "closed")]
    by_resolved = contract("continues", "3h", gap="counts")
    by_resolved["metrics"][0]["stop"] = ["resolved"]

    assert ["met 2026-04"] == judged(rule, STORY, resolved="2026-04-01 11:00")
    assert ["met 2026-04"] == judged(by_resolved, unseen, resolved="2026-04-01 11:00")


def test_a_stop_is_not_put_off_to_a_later_event():
    """
    The source states when it was closed, but not when it was resolved: the resolved row, four
    hours after the report, stops the clock, not the closing five days later.
    """
    events = [STORY[0], ("2026-04-01 12:00", "resolved"), ("2026-04-06 12:00", "closed")]

    assert ["met 2026-04"] == judged(
        contract("continues", gap="counts"), events, closed="2026-04-06 12:00"
    )


def test_a_stop_that_no_event_shows_is_taken_from_the_source():
    """No row says resolved, but the closed record states when it was: that is its stop."""
    events = [STORY[0], ("2026-04-06 12:00", "closed")]
    plain = contract("continues", gap="counts")
    plain["metrics"][0]["stop"] = ["resolved"]

    assert ["met 2026-04"] == judged(plain, events, resolved="2026-04-01 12:00")


def test_a_first_response_stops_a_clock_once():
    """An event that is no state comes from the source's own column, and nothing reopens it."""
    plain = contract("continues", gap="counts")
    plain["metrics"][0]["stop"] = ["first_response"]

    assert ["met 2026-04"] == judged(plain, STORY, first_response="2026-04-01 12:00")


def test_a_stop_event_without_a_column_is_an_error():
    """Nothing shows a first response: the metric is refused at its stop events."""
    plain = contract("continues", gap="counts")
    plain["metrics"][0]["stop"] = ["first_response"]
    with pytest.raises(LocatedError, match="does not say when a record was 'first_response'"):
        judged(plain, STORY)
