"""Reported figures over an amendment: each window is judged by the text that it began under."""

from datetime import date

import pytest

from slaspec.errors import LocatedError, Unsupported
from slaspec.use_cases.measured import read_measured
from slaspec.use_cases.preview import preview

LATE = date(2026, 10, 10)
HIGHER = {"at": "targets/resolution/objectives/P1/share", "was": "90%", "becomes": "95%"}
P2 = {"share": "50%", "within": "8h", "hours": "office"}
GONE = {"at": "targets/resolution/objectives/P2", "removes": P2}
HEAD = "target,objective,window,good,total\n"
JULY = "resolution,P1,2026-07,92,100\nresolution,P2,2026-07,60,100\n"
AUGUST = "resolution,P1,2026-08,92,100\nresolution,P2,2026-08,60,100\n"


def settled(book, tmp_path, rows, period="2026-07..2026-08"):
    """The preview of the harbour by some figures."""
    file = tmp_path / "figures.csv"
    file.write_text(HEAD + rows, "utf-8")
    return preview(book, "harbour-desk", period, measured=read_measured(file), as_of=LATE)


def test_each_window_is_judged_by_its_own_text(portfolio, tmp_path):
    """92 % meets 90 % in July and misses 95 % in August: 5 % of 10,000."""
    found = settled(portfolio({"changes": [HIGHER]}), tmp_path, JULY + AUGUST)

    assert [("P1", "2026-07", "met", "1.0"), ("P1", "2026-08", "missed", "1.1")] == [
        (m.objective, m.window.name, m.verdict, m.version)
        for m in found.measurements.measured
        if m.objective == "P1"
    ]
    assert [("2026-08", "500.00")] == [
        (line.window.name, str(line.amount)) for line in found.statement.lines
    ]


def test_a_split_window_is_refused(portfolio, tmp_path):
    """In the middle of July no figure of a whole July can be judged by either text."""
    book = portfolio({"takes_effect": "mid_window", "changes": [HIGHER]})

    with pytest.raises(Unsupported, match="would split the window 2026-07"):
        settled(book, tmp_path, JULY + AUGUST)


def test_an_objective_that_is_not_there_any_more_has_no_figure(portfolio, tmp_path):
    """P2 ends with July: a row of August is of nothing, and none is missing."""
    book = portfolio({"changes": [GONE]})
    first = settled(book, tmp_path, JULY + AUGUST.split("\n")[0] + "\n")

    assert 3 == len(first.measurements.measured)
    with pytest.raises(LocatedError, match="'2026-08' is no window of resolution"):
        settled(book, tmp_path, JULY + AUGUST)
