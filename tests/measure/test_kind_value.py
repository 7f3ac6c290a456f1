"""Kind `value`: figures that a source reports, in their unit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from tests.measure import build
from tests.measure.rows import by_window, contract, measured, only, source

UNSAID = {"no_data": "not_measured"}


def backlog(objective=None, metric=None, answers=None, **more):
    """Open cases at the end of each month."""
    return contract(
        "value",
        objective or {"at_most": "10 cases"},
        metric={"unit": "cases", **(metric or {})},
        answers={**UNSAID, **(answers or {})},
        **more,
    )


def daily(*values, month="2026-04"):
    """One figure a day, from the first of a month."""
    return [{"at": f"{month}-{day:02} 12:00:00", "value": v} for day, v in enumerate(values, 1)]


@pytest.mark.parametrize(("figure", "verdict"), [("10", "met"), ("10.5", "missed"), ("0", "met")])
def test_the_figure_of_a_month_against_its_threshold(figure, verdict):
    """The threshold itself still meets `at_most`."""
    found = measured(backlog(), "value", daily(figure))

    assert (verdict, Fraction(figure), 0, 1) == only(found)
    assert "cases" == found.measured[0].unit


@pytest.mark.parametrize(
    ("take", "value"),
    [("last", 8), ("sum", 20), ("mean", Fraction(20, 3)), ("minimum", 3), ("maximum", 9)],
)
def test_several_figures_in_one_month(take, value):
    """3, 9 and 8 on the first three days."""
    plain = backlog(metric={"take": take})

    assert value == measured(plain, "value", daily("3", "9", "8")).measured[0].value


def test_several_figures_and_nobody_says_which_counts():
    """With one figure a window the question does not arise; with two it stops the measurement."""
    assert "met" == only(measured(backlog(), "value", daily("3")))[0]
    with pytest.raises(LocatedError, match="'take' is not said"):
        measured(backlog(), "value", daily("3", "9"))


def test_two_last_figures_of_one_time():
    """Which of them is the last one cannot be told; two equal ones are no contradiction."""
    plain = backlog(metric={"take": "last"})
    twice = [*daily("3"), *daily("3")]
    assert Fraction(3) == measured(plain, "value", twice).measured[0].value
    with pytest.raises(LocatedError, match="ends with several of one time: 3, 4"):
        measured(plain, "value", [*daily("3"), *daily("4")])


@pytest.mark.parametrize(
    ("answer", "verdict", "reason"),
    [
        ("missed", "missed", "no figure"),
        ("not_measured", "not_measured", "no figure"),
        ("last_value", "met", "no figure: judged by 2026-03"),
    ],
)
def test_a_month_that_nobody_measured(answer, verdict, reason):
    """March had 4 cases, April no figure: the answer to `no_data` decides."""
    plain = backlog(answers={"no_data": answer})
    [cell] = measured(plain, "value", daily("4", month="2026-03")).measured

    assert (verdict, reason, None) == (cell.verdict, cell.reason, cell.value)


def test_the_last_value_of_a_window_before_that_has_none():
    """Nobody measured in March either: there is no value to judge by."""
    plain = backlog(answers={"no_data": "last_value"})
    [cell] = measured(plain, "value", []).measured

    assert ("not_measured", "no figure, and the window before has no value") == (
        cell.verdict,
        cell.reason,
    )


@pytest.mark.parametrize(
    ("unit", "objective", "figure", "value", "shown", "verdict"),
    [
        ("ms", "300ms", "300.0", 300, "ms", "met"),
        ("ms", "300ms", "300.1", Fraction("300.1"), "ms", "missed"),
        ("min", "30min", "30", 1800, "s", "met"),
        ("min", "1800s", "30.5", 1830, "s", "missed"),
        ("h", "2h", "1.5", 5400, "s", "met"),
        ("%", "1%", "1", Fraction(1, 100), "%", "met"),
        ("%", "1%", "1.01", Fraction(101, 10000), "%", "missed"),
        ("cases", "10 cases", "9.99", Fraction("9.99"), "cases", "met"),
    ],
)
def test_units_are_those_of_the_threshold(unit, objective, figure, value, shown, verdict):
    """A figure of 30 in `min` is 1,800 seconds: 30min and 1800s are one threshold."""
    plain = backlog({"at_most": objective}, {"unit": unit})
    [cell] = measured(plain, "value", daily(figure)).measured

    assert (verdict, value, shown) == (cell.verdict, cell.value, cell.unit)


def test_a_rounded_figure_is_rounded_in_the_unit_that_was_written():
    """90.4 minutes are 90 in the unit of `90min`; in hours, `1h` knows no halves."""
    rule = {"round_measured": {"places": 0, "mode": "half_up"}}
    minutes = backlog({"at_most": "90min"}, {"unit": "min"}, rule)
    hours = backlog({"at_most": "1h"}, {"unit": "min"}, rule)

    assert "met" == only(measured(minutes, "value", daily("90.4")))[0]
    assert "met" == only(measured(hours, "value", daily("89.9")))[0]
    assert "missed" == only(measured(hours, "value", daily("90")))[0]


@pytest.mark.parametrize(
    ("share", "value", "verdict"),
    [("50%", 300, "met"), ("75%", 300, "met"), ("76%", 900, "missed"), ("100%", 900, "missed")],
)
def test_the_percentile_of_figures_is_the_nearest_rank(share, value, verdict):
    """Of 100, 300, 300 and 900 ms the third is the 75th percentile, and 76 % need the fourth."""
    plain = backlog(
        {"percentile": share, "within": "300ms"}, {"unit": "ms", "percentile": "nearest_rank"}
    )
    found = measured(plain, "request_log", daily("100", "300", "900", "300"))

    assert (verdict, value) == (found.measured[0].verdict, found.measured[0].value)


def test_a_percentile_in_seconds_against_a_limit_in_milliseconds():
    """Figures in s: 0.25 keeps 300ms."""
    plain = backlog(
        {"percentile": "95%", "within": "300ms"}, {"unit": "s", "percentile": "nearest_rank"}
    )
    [cell] = measured(plain, "value", daily("0.25")).measured

    assert ("met", Fraction(1, 4), "s") == (cell.verdict, cell.value, cell.unit)


@pytest.mark.parametrize(("signed", "verdict"), [(True, "met"), (None, "not_measured")])
def test_a_negative_figure(signed, verdict):
    """Only a signed figure may be below 0; else it is a fault of the data, and shown."""
    plain = backlog(metric={"signed": signed} if signed else {})
    [cell] = measured(plain, "value", daily("-2")).measured

    assert verdict == cell.verdict
    assert ({} if signed else {"a negative figure": 1}) == cell.excluded


def test_a_list_of_figures_names_each_in_a_column():
    """One file holds the backlog and the age; `field` chooses."""
    plain = backlog(metric={"field": "backlog"})
    rows = [
        {"at": "2026-04-30 12:00:00", "field": "backlog", "value": "7"},
        {"at": "2026-04-30 12:00:00", "field": "age", "value": "99"},
    ]
    found = measured(plain, "value", rows, keys=("at", "field", "value"))

    assert ("met", 7, 0, 1) == only(found)


def test_a_figure_in_a_column_of_its_own():
    """Any mapped column may carry the figure; a text that is no number is shown."""
    plain = backlog(metric={"field": "open_cases"})
    rows = [
        {"at": "2026-04-29 12:00:00", "open_cases": "unknown"},
        {"at": "2026-04-30 12:00:00", "open_cases": "11"},
    ]
    [cell] = measured(plain, "value", rows, keys=("at", "open_cases")).measured

    assert ("missed", 11) == (cell.verdict, cell.value)
    assert {"a figure that is no number": 1} == cell.excluded


def test_figures_that_name_their_window():
    """A report by month has no time of day: the name of the window dates it."""
    rows = [
        {"window": f"2026-{month}", "value": value} for month, value in (("04", "9"), ("05", "12"))
    ]
    rows.append({"window": "spring", "value": "1"})
    found = measured(backlog(), "value", rows, keys=("window", "value"), period="2026-04..2026-05")

    assert {"2026-04": ("met", 9), "2026-05": ("missed", 12)} == by_window(found)
    assert {"resolution: of no window of the period": 1} == found.unassigned


def test_a_figure_of_a_longer_period_belongs_to_no_month():
    """The figure of a quarter is not that of one of its months."""
    rows = [{"window": "2026-Q2", "value": "9"}]
    [cell] = measured(backlog(), "value", rows, keys=("window", "value")).measured

    assert "not_measured" == cell.verdict


def test_figures_of_a_window_that_the_term_cuts():
    """The term begins on 10 April: the figure of April is that of its first window."""
    plain = backlog(
        effective={"from": "2026-04-10"},
        answers={"partial_window": {"charge": "full", "counted": "active"}},
    )
    rows = [{"window": "2026-04", "value": "9"}]

    assert ("met", 9, 0, 1) == only(measured(plain, "value", rows, keys=("window", "value")))


REFUSALS = [
    (contract("value", {"at_most": "10 cases"}, answers=UNSAID), "in which unit"),
    (backlog({"at_most": "10 days"}), "is not in the unit of metric"),
    (backlog({"at_most": "10"}), "is not in the unit of metric"),
    (backlog({"at_least": "-1 cases"}), "is negative"),
    (backlog({"percentile": "95%", "within": "300ms"}, {"unit": "ms"}), "'percentile' is not said"),
    (
        backlog({"percentile": "95%", "within": "300ms"}, {"percentile": "nearest_rank"}),
        "no limit for figures in cases",
    ),
    (backlog(answers={"no_data": None}), "'no_data' is not said"),
    (backlog({"share": "90%", "within": "4h"}), "'share' cannot be asked"),
    (
        backlog(
            {"at_most": "1h 30min"},
            {"unit": "min"},
            {"round_measured": {"places": 0, "mode": "down"}},
        ),
        "1h 30min has several",
    ),
]


@pytest.mark.parametrize(("plain", "said"), REFUSALS, ids=[said for _, said in REFUSALS])
def test_what_a_value_refuses(plain, said):
    """Each refusal has a place and names the term."""
    with pytest.raises(LocatedError, match=said) as caught:
        build.planned_on(source("value"), plain)

    assert caught.value.at.startswith("acme.yaml:")


def test_objectives_by_priority_on_rows_without_one():
    """Rows of figures have no priority."""
    plain = backlog()
    del plain["targets"][0]["objective"]
    plain["targets"][0]["objectives"] = {"P1": {"at_most": "10 cases"}}
    with pytest.raises(LocatedError, match="have no priority"):
        build.planned_on(source("value"), plain)


def test_a_rule_for_few_records_does_not_touch_a_figure():
    """One figure in per cent is no record that may miss: 40 % of at least 99 % is missed."""
    share = backlog(
        {"at_least": "99%"},
        metric={"unit": "%"},
        answers={"few_events": {"up_to": 9, "allow_misses": 1}},
    )

    assert "missed" == only(measured(share, "value", daily("40")))[0]
