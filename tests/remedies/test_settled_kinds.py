"""From records to money for every kind of metric: measured, judged, and paid by the pipeline."""

from __future__ import annotations

import pytest

from slaspec.errors import Unsupported
from slaspec.remedies.pipeline import settle
from tests.measure import build, rows

MONEY = {
    "nature": "price_reduction",
    "rounding": {"mode": "half_up", "at": "line"},
    "claim": {"automatic": True},
    "no_data": "missed",
}
PAID = {
    "currency": "EUR",
    "services": [{"service": "desk", "charge": {"amount": "40000.00 EUR", "per": "month"}}],
}


def ladder(*rungs):
    """Rungs of a ladder: (comparison, threshold, percentage)."""
    listed = [{key: at, "pays": pays} for key, at, pays in rungs]
    return {"ladder": listed, "over": "measured"}


def contract(kind, objective, rate, *, metric=None, answers=None, **overrides):
    """An agreement whose one target pays a remedy for each window."""
    remedy = {"id": "credit", "for_each": "window", "rate": rate, "base": {"charge": "desk"}}
    return rows.contract(
        kind,
        objective,
        metric=metric,
        target={"remedies": ["credit"]},
        answers={**MONEY, **(answers or {})},
        remedies=[remedy],
        **PAID,
        **overrides,
    )


def paid(plain, measurements):
    """`{window: amount}` and the sentences of the first line."""
    whole = build.book(plain).agreement("acme")
    statement = settle(whole, measurements)
    sentences = [step.sentence for line in statement.lines[:1] for step in line.trail]
    return {line.window.name: str(line.amount) for line in statement.lines}, sentences


def test_a_ladder_over_a_figure_in_cases():
    """12 open cases: above 10 pays 5 %, above 20 would pay 10 %."""
    plain = contract(
        "value",
        {"at_most": "10 cases"},
        ladder(("above", "10 cases", "5%"), ("above", "20 cases", "10%")),
        metric={"unit": "cases"},
    )
    found = rows.measured(plain, "value", [{"at": "2026-04-30 12:00:00", "value": "12"}])
    amounts, sentences = paid(plain, found)

    assert {"2026-04": "2000.00"} == amounts
    assert "measured 12 cases, compared as it is" in sentences


def test_a_ladder_over_a_percentile_in_seconds():
    """Two of two records took 5 h: above 4h pays 5 %, above 6h would pay 10 %."""
    plain = contract(
        "duration",
        {"percentile": "90%", "within": "4h", "hours": "24x7"},
        ladder(("above", "4h", "5%"), ("above", "6h", "10%")),
        metric={k: v for k, v in build.METRIC.items() if k not in ("id", "kind", "source")},
    )
    events = [("2026-04-01 08:00", "new"), ("2026-04-01 13:00", "resolved")]
    found = build.measured(plain, [build.ticket("A", events=events)])

    assert {"2026-04": "2000.00"} == paid(plain, found)[0]


def test_a_ladder_over_a_ratio_of_calls():
    """98.5 % good calls: below 99 % pays 10 %, below 95 % would pay 25 %."""
    plain = contract(
        "ratio", {"at_least": "99%"}, ladder(("below", "99%", "10%"), ("below", "95%", "25%"))
    )
    counts = [{"at": "2026-04-01 08:00:00", "good": "985", "total": "1000"}]
    found = rows.measured(plain, "request_log", counts, keys=("at", "good", "total"))

    assert {"2026-04": "4000.00"} == paid(plain, found)[0]


def test_a_flat_rate_on_a_score_and_a_throughput():
    """3 of 5 on the average where 4 is promised; one closed ticket where two are."""
    poor = contract("score", {"at_least": "4"}, {"flat": "5%"}, metric={"field": "score"})
    given = [{"at": "2026-04-01 08:00:00", "score": "3"}]
    slow = contract(
        "throughput", {"at_least": "2 cases"}, {"flat": "5%"}, metric={"event": "closed"}
    )
    closed = [build.ticket(events=[("2026-04-02 08:00", "closed")])]

    assert {"2026-04": "2000.00"} == paid(
        poor, rows.measured(poor, "check", given, keys=("at", "score"))
    )[0]
    assert {"2026-04": "2000.00"} == paid(slow, build.measured(slow, closed))[0]


def test_a_ladder_falls_on_the_value_that_was_judged():
    """March 100 %, April 50 %, smoothed 75 %: the rung below 60 % does not pay, that below 80 % does."""
    plain = contract(
        "ratio",
        {"at_least": "90%"},
        ladder(("below", "80%", "5%"), ("below", "60%", "10%")),
        metric={"good": {"status": ["ok"]}, "smooth_with": "previous_window"},
    )
    calls = [
        {"at": "2026-03-10 08:00:00", "status": "ok"},
        {"at": "2026-04-10 08:00:00", "status": "ok"},
        {"at": "2026-04-10 08:00:00", "status": "bad"},
    ]
    found = rows.measured(plain, "check", calls, keys=("at", "status"))

    assert {"2026-04": "2000.00"} == paid(plain, found)[0]


def test_a_month_that_nobody_measured_pays_a_flat_rate():
    """`no_data: missed`: not measuring is no way to keep a promise."""
    plain = contract("value", {"at_most": "10 cases"}, {"flat": "5%"}, metric={"unit": "cases"})

    assert {"2026-04": "2000.00"} == paid(plain, rows.measured(plain, "value", []))[0]


def test_what_is_only_reported_pays_nothing():
    """The miss is shown, and owes nothing."""
    plain = contract(
        "value",
        {"at_most": "10 cases"},
        {"flat": "5%"},
        metric={"unit": "cases"},
        answers={"obligation": "report_only"},
    )
    found = rows.measured(plain, "value", [{"at": "2026-04-30 12:00:00", "value": "12"}])

    assert "missed" == found.measured[0].verdict
    assert {} == paid(plain, found)[0]


def test_a_rolling_window_pays_for_each_evaluation():
    """Sixty days every month: the bad calls of March are paid for in March and again in April."""
    plain = contract(
        "ratio",
        {"at_least": "90%"},
        {"flat": "5%"},
        metric={"good": {"status": ["ok"]}},
        answers={"window": {"rolling": "60 days", "every": "month"}},
    )
    calls = [{"at": "2026-03-20 08:00:00", "status": "bad"}]
    found = rows.measured(plain, "check", calls, keys=("at", "status"), period="2026-03..2026-05")

    assert {"2026-03": "2000.00", "2026-04": "2000.00"} == paid(plain, found)[0]


@pytest.mark.parametrize("period", ["2026-05", "2026-04..2026-06"])
def test_a_merged_window_has_no_charge_that_is_said(period):
    """April joins May: whether one charge or two stand behind the verdict is not said."""
    plain = contract(
        "ratio",
        {"at_least": "90%"},
        {"flat": "5%"},
        metric={"good": {"status": ["ok"]}},
        answers={"partial_window": "merged"},
        effective={"from": "2026-04-10"},
    )
    calls = [{"at": "2026-05-20 08:00:00", "status": "bad"}]
    found = rows.measured(plain, "check", calls, keys=("at", "status"), period=period)
    with pytest.raises(Unsupported, match="'partial_window: merged' in 2026-0"):
        paid(plain, found)


def test_windows_beside_a_merged_one_are_settled():
    """June has a whole month on either side of it: its charge is its own."""
    plain = contract(
        "ratio",
        {"at_least": "90%"},
        {"flat": "5%"},
        metric={"good": {"status": ["ok"]}},
        answers={"partial_window": "merged"},
        effective={"from": "2026-04-10"},
    )
    calls = [{"at": "2026-06-20 08:00:00", "status": "bad"}]
    found = rows.measured(plain, "check", calls, keys=("at", "status"), period="2026-06")

    assert {"2026-06": "2000.00"} == paid(plain, found)[0]
