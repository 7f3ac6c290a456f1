"""Rolling windows, contract years, merged windows, and several kinds of windows in one plan."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.language.model.interpretation import ContractYear, RollingWindow
from slaspec.language.quantities import Span, Zone
from slaspec.measure.windows import after, back, before, in_words, windows
from tests.measure.build import agreement, at, cells, day, measured, planned, ticket

OSLO = Zone("Europe/Oslo")


def rolling(span, every="month"):
    return RollingWindow(rolling=Span(span), every=every)


def dates(window, first, last, zone=OSLO):
    """`(name, first, last)` of the windows between two dates."""
    return [(w.name, w.first, w.last) for w in windows(window, day(first), day(last), zone)]


@pytest.mark.parametrize(
    ("span", "first"),
    [
        ("30 days", "2026-04-01"),
        ("31 days", "2026-03-31"),
        ("4 weeks", "2026-04-03"),
        ("3 months", "2026-02-01"),
        ("1 years", "2025-05-01"),
    ],
)
def test_a_rolling_window_looks_back_from_the_end_of_its_period(span, first):
    """Evaluated at the end of April, it bears its name, whatever it looks back over."""
    assert [("2026-04", first, "2026-04-30")] == dates(rolling(span), "2026-04-01", "2026-04-30")


def test_rolling_windows_are_evaluated_in_whole_periods_only():
    """From 2 April to 14 June only May is whole; every week of it ends on a Sunday."""
    assert ["2026-05"] == [n for n, *_ in dates(rolling("7 days"), "2026-04-02", "2026-06-14")]
    weeks = dates(rolling("30 days", "week"), "2026-04-01", "2026-04-14")

    assert [("2026-W15", "2026-03-14", "2026-04-12")] == weeks


def test_rolling_days_are_dates_and_not_hours():
    """The night of 29 March is an hour shorter in Oslo: 30 days begin at midnight all the same."""
    [window] = windows(rolling("30 days"), day("2026-03-01"), day("2026-03-31"), OSLO)

    assert at("2026-03-02 00:00+01:00") == window.start
    assert at("2026-04-01 00:00+02:00") == window.end
    assert 30 * 86400 - 3600 == window.end - window.start


def test_a_contract_year_is_named_by_the_year_in_which_it_begins():
    """From 1 April; the one that is not whole between the dates is left out."""
    year = ContractYear(contract_year="from 04-01")
    found = dates(year, "2025-01-01", "2027-03-31")

    assert [("2025", "2025-04-01", "2026-03-31"), ("2026", "2026-04-01", "2027-03-31")] == found


def test_a_contract_year_from_a_leap_day():
    """Where there is no 29 February it begins on the 28th."""
    year = ContractYear(contract_year="from 02-29")

    assert [("2027", "2027-02-28", "2028-02-28")] == dates(year, "2027-01-01", "2028-12-31")


@given(
    st.sampled_from(
        [
            "week",
            "month",
            "quarter",
            "year",
            ContractYear(contract_year="from 04-01"),
            ContractYear(contract_year="from 02-29"),
            rolling("30 days"),
            rolling("2 months", "week"),
        ]
    ),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_the_window_before_the_window_after_is_the_window(window, first):
    """Neighbours are neighbours from both sides, and windows that do not roll leave no gap."""
    [*_, found] = windows(window, first, first + timedelta(days=800), OSLO)
    following = after(window, found, OSLO)

    assert found == before(window, following, OSLO)
    assert found.name != following.name
    if not isinstance(window, RollingWindow):
        assert found.end == following.start


def test_windows_in_words():
    """As a remark says them."""
    assert "month" == in_words("month")
    assert "rolling 30 days, every month" == in_words(rolling("30 days"))
    assert "contract year from 04-01" == in_words(ContractYear(contract_year="from 04-01"))


def test_a_span_before_every_calendar():
    """99,999 months back there is no date."""
    with pytest.raises(UsageError, match="before every calendar"):
        back(day("2026-04-01"), Span("99999 months"))


def solved(*days, late=()):
    """A record for each day, resolved in an hour, or in five where it is late."""
    made = []
    for number, text in enumerate(days):
        hours = "13" if text in late else "09"
        events = [(f"{text} 08:00", "new"), (f"{text} {hours}:00", "resolved")]
        made.append(ticket(f"T{number}", reported=f"{text} 08:00", events=events))
    return made


def test_a_record_counts_in_every_rolling_window_that_covers_it():
    """Sixty days every month: the record of 20 March counts for March and for April."""
    contract = agreement(answers={"window": {"rolling": "60 days", "every": "month"}})
    held = solved("2026-03-20", "2026-04-02", "2026-02-10", late=["2026-03-20"])
    found = measured(contract, held, period="2026-03..2026-04")

    assert {("all", "2026-03"): "1/1/0", ("all", "2026-04"): "1/1/0"} == cells(found)
    assert [("T0",), ("T0",)] == [m.missed_ids for m in found.measured]


def test_rolling_percentiles_are_those_of_all_records_in_the_window():
    """Not the mean of two months: 1 h, 1 h and 5 h over sixty days; 67 % need the third."""
    contract = agreement(
        answers={"window": {"rolling": "60 days", "every": "month"}},
        target={"objective": {"percentile": "67%", "within": "4h", "hours": "24x7"}},
    )
    held = solved("2026-03-20", "2026-04-02", "2026-04-03", late=["2026-03-20"])
    found = measured(contract, held)

    assert ("missed", 5 * 3600) == (found.measured[0].verdict, found.measured[0].value)


def test_a_rolling_window_at_the_begin_of_the_term():
    """It looks back before the term: only the part inside is judged, if the contract says so."""
    window = {"rolling": "60 days", "every": "month"}
    rule = {"charge": "full", "counted": "active"}
    held = solved("2025-12-20", "2026-01-20")
    found = measured(
        agreement(answers={"window": window, "partial_window": rule}), held, period="2026-01"
    )
    silent = measured(
        agreement(answers={"window": window, "partial_window": "not_judged"}),
        held,
        period="2026-01",
    )

    assert ("met", 1, {"outside the term": 1}) == (
        found.measured[0].verdict,
        found.measured[0].counted,
        found.measured[0].excluded,
    )
    assert "not_measured" == silent.measured[0].verdict


def test_a_contract_year_is_judged_as_one_window():
    """From April to March: a record of each end."""
    contract = agreement(answers={"window": {"contract_year": "from 04-01"}})
    held = solved("2026-04-01", "2027-03-31", "2026-03-31")
    found = measured(contract, held, period="2026-04..2027-03", as_of="2027-04-01")

    assert {("all", "2026"): "2/0/0"} == cells(found)


def test_targets_with_windows_of_their_own():
    """One target by the month, one by the quarter: each has its windows."""
    contract = agreement()
    quarterly = {**contract["targets"][0], "id": "by-quarter", "window": "quarter"}
    contract["targets"].append(quarterly)
    found = measured(contract, solved("2026-04-02", "2026-06-02"), period="2026-Q2")

    assert [
        ("resolution", "2026-04", 1),
        ("resolution", "2026-05", 0),
        ("resolution", "2026-06", 1),
        ("by-quarter", "2026-Q2", 2),
    ] == [(m.target, m.window.name, m.counted) for m in found.measured]


TERM = {"from": "2026-04-10", "through": "2026-07-20"}


def merged(effective=None, period="2026-04..2026-07", **more):
    """Records of the 15th of each month under a term that cuts its first and last month."""
    contract = agreement(effective=effective or TERM, answers={"partial_window": "merged", **more})
    held = solved(*(f"2026-{month:02}-15" for month in range(3, 9)), late=["2026-04-15"])
    return measured(contract, held, period=period, as_of="2026-10-01").measured


def said(found):
    """Verdict or reason, met and counted of each window."""
    return {m.window.name: (m.reason or m.verdict, m.met, m.counted) for m in found}


def test_partial_windows_are_judged_together_with_their_neighbours():
    """April joins May, July joins June: two verdicts for four months, each record in one."""
    assert {
        "2026-04": ("judged together with 2026-05", 0, 0),
        "2026-05": ("missed", 1, 2),
        "2026-06": ("met", 2, 2),
        "2026-07": ("judged together with 2026-06", 0, 0),
    } == said(merged())


def test_a_merged_window_takes_its_part_in_whatever_period_is_asked():
    """May alone is judged with the part of April; April alone has no verdict."""
    assert {"2026-05": ("missed", 1, 2)} == said(merged(period="2026-05"))
    assert {"2026-04": ("judged together with 2026-05", 0, 0)} == said(merged(period="2026-04"))


def test_a_merged_window_is_over_when_its_last_part_is():
    """June is judged with July until the 20th: on 1 July it is not over yet."""
    contract = agreement(effective=TERM, answers={"partial_window": "merged"})
    with pytest.raises(UsageError, match="2026-06 ends with 2026-07-20, .* --as-of 2026-07-21"):
        measured(contract, [], period="2026-06", as_of="2026-07-01")

    assert measured(contract, [], period="2026-06", as_of="2026-07-21").measured


def test_a_term_of_two_parts_is_one_window():
    """10 April to 20 May: both months are cut, and are judged together as May."""
    effective = {"from": "2026-04-10", "through": "2026-05-20"}

    assert {
        "2026-04": ("judged together with 2026-05", 0, 0),
        "2026-05": ("missed", 1, 2),
    } == said(merged(effective, period="2026-04..2026-05"))


def test_a_term_inside_one_month_has_no_neighbour():
    """It is judged on its part: there is no window to join."""
    effective = {"from": "2026-04-10", "through": "2026-04-20"}

    assert {"2026-04": ("missed", 0, 1)} == said(merged(effective, period="2026-04"))


def test_a_merged_window_smooths_as_the_window_it_is():
    """June is judged by the mean with May, which holds a part of April: (1/2 + 1) / 2."""
    [june] = merged(period="2026-06", smooth_with="previous_window")

    assert Fraction(3, 4) == june.judged


def test_slices_are_shared_by_windows_that_overlap():
    """Two windows of 60 days lie on three slices of time, and each is the sum of its own."""
    contract = agreement(answers={"window": {"rolling": "60 days", "every": "month"}})
    spans = planned(contract, period="2026-03..2026-04").targets[0].spans
    [march, april] = spans.judged.values()

    assert [0, 1] == list(spans.slices_in(march))
    assert [1, 2] == list(spans.slices_in(april))
