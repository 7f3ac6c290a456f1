"""Kind `ratio`: good records of all, interval means, minimum samples, smoothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from tests.measure import build
from tests.measure.rows import by_window, contract, measured, only, source

CALLS = ("at", "status")
GOOD = {"good": {"status": ["2xx", "3xx"]}}
COUNTS = ("at", "good", "total")


def calls(*statuses, at="2026-04-01 08:00:00"):
    """One call of the service for each status."""
    return [{"at": at, "status": status} for status in statuses]


def ratio(objective=None, metric=None, **more):
    return contract(
        "ratio", objective or {"at_least": "75%"}, metric={**GOOD, **(metric or {})}, **more
    )


def test_good_calls_of_all_calls():
    """Three of four calls are good: 75 % is met, to the last record."""
    rows = calls("2xx", "3xx", "2xx", "5xx")

    assert ("met", Fraction(3, 4), 3, 4) == only(measured(ratio(), "request_log", rows, keys=CALLS))
    stricter = ratio({"at_least": "75.000001%"})
    assert "missed" == only(measured(stricter, "request_log", rows, keys=CALLS))[0]


def test_a_share_that_should_stay_low():
    """At most 25 % bad checks: `good` names the records that are counted up."""
    plain = contract("ratio", {"at_most": "25%"}, metric={"good": {"status": ["bad"]}})
    rows = calls("bad", "ok", "ok", "ok")

    assert ("met", Fraction(1, 4), 1, 4) == only(measured(plain, "check", rows, keys=CALLS))


def test_total_says_which_records_are_counted_at_all():
    """Only calls of the api are in the denominator; what is left out is named."""
    plain = ratio(metric={"total": {"path": ["api"]}})
    rows = [dict(row, path=path) for row, path in zip(calls("2xx", "5xx"), ("api", "web"))]
    [cell] = measured(plain, "request_log", rows, keys=(*CALLS, "path")).measured

    assert (1, 1, {"not among the records measured": 1}) == (cell.met, cell.counted, cell.excluded)


def test_rows_that_are_counts_already():
    """995 of 1,000 and 1,000 of 1,000 calls: 1,995 of 2,000, not the mean of two shares."""
    plain = contract("ratio", {"at_least": "99.75%"})
    rows = [
        {"at": "2026-04-01 08:00:00", "good": "995", "total": "1000"},
        {"at": "2026-04-02 08:00:00", "good": "1000", "total": "1000"},
    ]

    found = measured(plain, "request_log", rows, keys=COUNTS)
    assert ("met", Fraction(1995, 2000), 1995, 2000) == only(found)


@pytest.mark.parametrize(
    ("good", "total", "reason"),
    [
        ("3", "2", "more good records than all"),
        ("", "2", "a count that is missing"),
        ("-1", "2", "more good records than all"),
        ("0.5", "1", "more good records than all"),
    ],
)
def test_counts_that_cannot_be(good, total, reason):
    """A row with more good records than all counts nothing, and is shown."""
    rows = [{"at": "2026-04-01 08:00:00", "good": good, "total": total}]
    [cell] = measured(contract("ratio", {"at_least": "50%"}), "check", rows, keys=COUNTS).measured

    assert (0, {reason: 1}) == (cell.counted, cell.excluded)


HOURLY = {"mean_of": "1h", "empty": "0%"}


def test_the_plain_mean_of_intervals():
    """
    Of the 720 hours of April one has 1 good of 2 calls, another 9 of 10, the rest none.

    (0.5 + 0.9 + 718) / 720; all calls together would be 10 of 12.
    """
    rows = calls("2xx", "5xx") + calls(*["2xx"] * 9, "5xx", at="2026-04-01 09:59:59")
    [cell] = measured(ratio(metric=HOURLY), "request_log", rows, keys=CALLS).measured

    assert (Fraction(10, 12), 12) == (Fraction(cell.met, cell.counted), cell.counted)
    assert (Fraction(1, 2) + Fraction(9, 10) + 718) / 720 == cell.value


def test_an_empty_interval_may_count_as_failed():
    """With `empty: 100%` an hour without calls is down: one good hour of 720."""
    plain = ratio(metric={"mean_of": "1h", "empty": "100%"})

    assert (
        Fraction(1, 720)
        == measured(plain, "request_log", calls("2xx"), keys=CALLS).measured[0].value
    )


def test_intervals_of_counts():
    """Counts that are already there fall into their intervals: 1/2 and 1 in two hours of one day."""
    plain = contract("ratio", {"at_least": "50%"}, metric=HOURLY, answers={"window": "week"})
    rows = [
        {"at": "2026-04-06 00:00:00", "good": "1", "total": "2"},
        {"at": "2026-04-06 01:00:00", "good": "4", "total": "4"},
    ]
    found = measured(plain, "request_log", rows, keys=COUNTS, period="2026-W15")

    assert (Fraction(1, 2) + 167) / 168 == found.measured[0].value


@pytest.mark.parametrize(
    ("counted", "hours", "empty"), [("active", 21 * 24, 0), ("window", 720, 9 * 24)]
)
def test_intervals_of_a_window_that_is_partly_in_the_term(counted, hours, empty):
    """The term begins on 10 April: the nine days before do not count, or are free of failures."""
    plain = ratio(
        metric={"mean_of": "1h", "empty": "100%"},
        effective={"from": "2026-04-10"},
        answers={"partial_window": {"charge": "full", "counted": counted}},
    )
    rows = calls("2xx", at="2026-04-10 00:00:00")

    found = measured(plain, "request_log", rows, keys=CALLS).measured[0]
    assert Fraction(1 + empty, hours) == found.value


def test_nothing_happened_is_not_the_same_as_all_good():
    """No call in the month: `no_events` answers, and no interval is invented."""
    quiet = measured(ratio(metric=HOURLY), "request_log", [], keys=CALLS)
    kind = measured(ratio(answers={"no_events": "met"}), "request_log", [], keys=CALLS)

    assert ("not_measured", None, 0, 0) == only(quiet)
    assert ("met", None, 0, 0) == only(kind)


def test_fewer_records_than_the_minimum_sample():
    """Cloud functions: an error rate stands on 100 calls; here on three."""
    plain = ratio(metric={"minimum_sample": 3})

    assert (
        "not_measured" == only(measured(plain, "request_log", calls("5xx", "5xx"), keys=CALLS))[0]
    )
    assert (
        "missed" == only(measured(plain, "request_log", calls("5xx", "5xx", "2xx"), keys=CALLS))[0]
    )


def test_few_records_may_miss_by_number():
    """Up to nine calls one may fail, whatever its share; from the tenth on the share judges."""
    plain = ratio({"at_least": "99%"}, answers={"few_events": {"up_to": 9, "allow_misses": 1}})

    assert "met" == only(measured(plain, "request_log", calls("2xx", "5xx"), keys=CALLS))[0]
    many = calls(*["2xx"] * 9, "5xx")
    assert "missed" == only(measured(plain, "request_log", many, keys=CALLS))[0]


def test_the_measured_share_is_rounded_as_agreed():
    """Two of three are 66.67 % with two places, half up: 66.67 % is met, exactly it is not."""
    exact = ratio({"at_least": "66.67%"})
    rounded = ratio(
        {"at_least": "66.67%"}, answers={"round_measured": {"places": 2, "mode": "half_up"}}
    )
    rows = calls("2xx", "2xx", "5xx")

    assert "missed" == only(measured(exact, "request_log", rows, keys=CALLS))[0]
    assert "met" == only(measured(rounded, "request_log", rows, keys=CALLS))[0]


def smoothed(*months, period, **answers):
    """Windows judged by the mean with the window before: pairs of month and statuses."""
    rows = [row for month, said in months for row in calls(*said, at=f"{month}-10 08:00:00")]
    plain = ratio(metric={"smooth_with": "previous_window"}, answers=answers)
    return measured(plain, "request_log", rows, keys=CALLS, period=period)


def test_a_value_is_smoothed_with_the_window_before():
    """March 100 %, April 50 %: April is judged by 75 %, which is met; its own value stays 50 %."""
    found = smoothed(("2026-03", ["2xx"]), ("2026-04", ["2xx", "5xx"]), period="2026-04")
    [cell] = found.measured

    assert ("met", Fraction(1, 2), Fraction(3, 4)) == (cell.verdict, cell.value, cell.judged)


def test_without_a_window_before_the_value_stands_for_itself():
    """January is the first month of the term: nothing is mixed in, not even what came before it."""
    found = smoothed(("2025-12", ["2xx"]), ("2026-01", ["2xx", "5xx"]), period="2026-01")

    assert {"2026-01": ("missed", Fraction(1, 2))} == by_window(found)
    assert found.measured[0].judged is None


def test_a_window_before_without_calls_smooths_nothing():
    """In March nothing happened: it has no value that could be mixed in, and the line says so."""
    found = smoothed(("2026-04", ["2xx", "5xx"]), period="2026-04")

    assert ("missed", Fraction(1, 2), None) == (
        found.measured[0].verdict,
        found.measured[0].value,
        found.measured[0].judged,
    )
    assert "2026-03 has no value to smooth with" == found.measured[0].reason


def test_calls_of_another_service_and_outside_the_period():
    """Both are shown by name and counted in no window."""
    rows = [
        {"at": "2026-04-01 08:00:00", "status": "2xx", "service": "desk"},
        {"at": "2026-04-01 08:00:00", "status": "2xx", "service": "other"},
        {"at": "2026-05-01 00:00:00", "status": "2xx", "service": "desk"},
        {"at": "2026-07-01 00:00:01", "status": "2xx", "service": "desk"},
    ]
    found = measured(ratio(), "request_log", rows, keys=(*CALLS, "service"))

    assert ("met", 1, {"another service": 1}) == (
        found.measured[0].verdict,
        found.measured[0].counted,
        found.measured[0].excluded,
    )
    assert {
        "resolution: after the date of the preview": 1,
        "resolution: outside the period": 1,
    } == found.unassigned


TICKETS = {"good": {"solved_by": ["desk"]}}


def solved(**answers):
    """First contact resolution of tickets."""
    return contract("ratio", {"at_least": "50%"}, metric=TICKETS, answers=answers)


def tickets():
    """Solved by the desk in April, by others in May, and one that is still open."""
    return [
        build.ticket(
            "A",
            reported="2026-04-01 08:00",
            fields={"solved_by": "desk"},
            events=[("2026-04-01 08:00", "new"), ("2026-04-02 08:00", "resolved")],
        ),
        build.ticket(
            "B",
            reported="2026-04-30 08:00",
            fields={"solved_by": "lab"},
            events=[("2026-04-30 08:00", "new"), ("2026-05-02 08:00", "resolved")],
        ),
        build.ticket("C", reported="2026-04-30 08:00", events=[("2026-04-30 08:00", "new")]),
    ]


@pytest.mark.parametrize(
    ("assign_to", "cells"),
    [
        ("start", {("all", "2026-04"): "1/2/0"}),
        ("stop", {("all", "2026-04"): "1/0/1", ("all", "2026-05"): "0/1/0"}),
        ("decided", {("all", "2026-04"): "1/0/1", ("all", "2026-05"): "0/1/0"}),
    ],
)
def test_tickets_count_where_they_start_or_end(assign_to, cells):
    """By its start a ticket counts at once; by its end an open one could still add up."""
    found = build.measured(solved(assign_to=assign_to), tickets(), period="2026-04..2026-05")

    assert cells == build.cells(found)
    assert "B" in {id for m in found.measured for id in m.missed_ids}


def test_tickets_by_priority():
    """Each priority has its share; one without an objective is shown."""
    plain = contract("ratio", {"at_least": "50%"}, metric=TICKETS)
    del plain["targets"][0]["objective"]
    plain["targets"][0]["objectives"] = {"P1": {"at_least": "50%"}, "P2": {"at_least": "100%"}}
    made = [
        build.ticket(
            id,
            events=[
                ("2026-04-01 08:00", "new", priority),
                ("2026-04-02 08:00", "resolved", priority),
            ],
            fields={"solved_by": by},
        )
        for id, priority, by in [("A", "P1", "desk"), ("B", "P2", "lab"), ("C", "P3", "desk")]
    ]
    found = build.measured(plain, made)

    assert {("P1", "2026-04"): "1/0/0", ("P2", "2026-04"): "0/1/0"} == build.cells(found)
    assert {"resolution: no objective for its priority": 1} == found.unassigned


REFUSALS = [
    (
        ratio({"at_most": "5%"}, answers={"few_events": {"up_to": 9, "allow_misses": 1}}),
        CALLS,
        "few_events allows misses",
    ),
    (contract("ratio", {"at_least": "5%"}), CALLS, "which records are good"),
    (ratio(), COUNTS, "counts its good records itself"),
    (ratio(metric={"mean_of": "1h"}), CALLS, "'empty' is not said"),
    (ratio(metric={"mean_of": "7h", "empty": "0%"}), CALLS, "do not fill the windows"),
    (ratio(metric={"mean_of": "100ms", "empty": "0%"}), CALLS, "no whole number of seconds"),
    (ratio({"at_least": "5 cases"}), CALLS, "is not in the unit of metric"),
    (ratio({"share": "90%", "within": "4h"}), CALLS, "'share' cannot be asked"),
    (ratio(answers={"no_events": None}), CALLS, "'no_events' is not said"),
]


@pytest.mark.parametrize(("plain", "keys", "said"), REFUSALS, ids=[r[2] for r in REFUSALS])
def test_what_a_ratio_refuses(plain, keys, said):
    """Each refusal has a place and names the term."""
    with pytest.raises(LocatedError, match=said) as caught:
        build.planned_on(source("request_log", keys=keys), plain)

    assert caught.value.at.startswith("acme.yaml:")


def test_a_filter_on_a_field_that_is_not_there():
    """A filter without its column would count nothing, in silence."""
    with pytest.raises(LocatedError, match="has no column for 'status'"):
        measured(
            ratio(), "check", [{"at": "2026-04-01 08:00:00", "code": "2xx"}], keys=("at", "code")
        )
