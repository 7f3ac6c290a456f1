"""What a preview says besides on windows that look back, and on sources without a row."""

from __future__ import annotations

import pytest

from slaspec.measure.measure import measure
from slaspec.measure.plan import plan
from slaspec.measure.windows import period as dates
from slaspec.records.tickets import ReadReport
from slaspec.use_cases.remarks import remarks
from tests.measure import build
from tests.measure.rows import contract, source


def said(plain, period="2026-04", rows=None, report=None):
    """The remarks on windows and files of a preview without records; errors of the text aside."""
    held = build.book(plain, rows or build.source(), build.OFFICE, build.MATRIX)
    made = plan(held, held.agreement("acme"), *dates(period))
    found = measure(made, {"itsm": []}, build.at("2027-06-01 00:00"))
    reports = [report] if report else []
    told = remarks(held, made, found, reports, period, build.day("2027-06-01"))
    return [remark for remark in told if "slaspec check" not in remark]


def test_a_window_of_the_calendar_needs_no_remark():
    """April is judged on the records of April."""
    assert [] == said(build.agreement())


@pytest.mark.parametrize(
    ("answers", "begin"),
    [
        ({"window": {"rolling": "60 days", "every": "month"}}, "2026-03-02"),
        ({"smooth_with": "previous_window"}, "2026-03-01"),
    ],
)
def test_records_of_before_the_period_may_decide(answers, begin):
    """An export of April alone would give another verdict, in silence."""
    [remark] = said(build.agreement(answers=answers))

    assert f"resolution is judged on records from {begin} on" in remark


def test_the_first_window_of_a_term_is_smoothed_with_nothing():
    """Before the term there is no window."""
    assert [] == said(build.agreement(answers={"smooth_with": "previous_window"}), "2026-01")


def test_a_rolling_window_settles_the_periods_at_whose_end_it_is_evaluated():
    """Asked for a month it settles the month, however far it looks back."""
    answers = {"window": {"rolling": "3 months", "every": "quarter"}}
    told = said(build.agreement(answers=answers), "2026-04..2026-07")

    assert [
        "resolution is judged per rolling 3 months, every quarter: this preview settles 2026-04-01"
        " to 2026-06-30, the other days of the period belong to windows beyond it"
    ] == told


def test_a_contract_year_that_is_not_whole():
    """From April to March: two months hold none."""
    answers = {"window": {"contract_year": "from 04-01"}}

    assert [
        "resolution is judged per contract year from 04-01: no whole one lies in this period"
    ] == said(build.agreement(answers=answers), "2026-04..2026-05")


def test_a_list_of_figures_without_a_row():
    """Nobody measured: that is not a month in which nothing happened."""
    plain = contract(
        "value",
        {"at_most": "10 cases"},
        metric={"unit": "cases"},
        answers={"no_data": "missed"},
    )
    report = ReadReport("itsm", "backlog.csv", 0, 0, 0, {})

    assert [
        "backlog.csv has no row: no figure was reported, so that nobody measured (no_data)"
    ] == said(plain, rows=source("value"), report=report)
