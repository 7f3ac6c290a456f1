"""Windows: their names, their dates, and their seconds in the agreement's zone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.language.quantities import Zone
from slaspec.measure.windows import CALENDAR_WINDOWS, named, period, window_of, windows
from tests.measure.build import at, day

OSLO = Zone("Europe/Oslo")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-04", "2026-04-01", "2026-04-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-W15", "2026-04-06", "2026-04-12"),
        ("2026-W01", "2025-12-29", "2026-01-04"),  # begins in the year before
        ("2026-W53", "2026-12-28", "2027-01-03"),  # 2026 has 53 weeks
        ("2024-01..2024-03", "2024-01-01", "2024-03-31"),
        ("2025-12..2026-W15", "2025-12-01", "2026-04-12"),
    ],
)
def test_a_name_gives_its_first_and_last_date(name, first, last):
    """Months, quarters, years, ISO weeks, and ranges of them."""
    assert (day(first), day(last)) == period(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026-4",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-Q0",
        "2026-W00",
        "2025-W53",  # 2025 has 52 weeks
        "2026-W60",
        "26",
        "2026-04-01",
        "april",
        " 2026-04",
        "2026-04\n",
        "2026-04..",
        "..2026-04",
        "2026-04..2026-03",
        "2026-01..2026-02..2026-03",
        "٢٠٢٦-04",
        "1969-12",
        "9999",
    ],
)
def test_anything_else_is_no_period(name):
    """A name of another form, a week or month that does not exist, and a reversed range."""
    with pytest.raises(UsageError):
        period(name)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("month", ["2026-10", "2026-11", "2026-12", "2027-01"]),
        ("quarter", ["2026-Q4"]),
        ("year", []),
        ("week", ["2026-W53", "2027-W01"]),
    ],
)
def test_windows_over_the_turn_of_a_year(kind, names):
    """Only windows that lie wholly between the two dates, in order; weeks by their ISO year."""
    first = "2026-12-22" if kind == "week" else "2026-10-01"
    last = "2027-01-16" if kind == "week" else "2027-01-31"

    assert names == [w.name for w in windows(kind, day(first), day(last), OSLO)]


@pytest.mark.parametrize(
    ("month", "begin", "end", "hours"),
    [
        ("2026-03", "2026-03-01 00:00+01:00", "2026-04-01 00:00+02:00", 743),  # an hour is skipped
        ("2026-10", "2026-10-01 00:00+02:00", "2026-11-01 00:00+01:00", 745),  # an hour twice
        ("2026-04", "2026-04-01 00:00+02:00", "2026-05-01 00:00+02:00", 720),
    ],
)
def test_a_month_in_which_the_clocks_change(month, begin, end, hours):
    """The seconds of a month are those between two local midnights."""
    (window,) = windows("month", *named(month), OSLO)

    assert (at(begin), at(end)) == (window.start, window.end)
    assert hours * 3600 == window.end - window.start


def test_a_week_with_a_change_of_the_clocks():
    """The week of 29 March 2026 has 167 hours in Oslo."""
    (window,) = windows("week", *named("2026-W13"), OSLO)

    assert 167 * 3600 == window.end - window.start


DATES = st.dates(date(1971, 1, 1), date(2198, 12, 31))


@given(DATES, st.sampled_from(CALENDAR_WINDOWS))
def test_every_date_lies_in_the_window_of_its_name(chosen, kind):
    """`named` reads what `windows` writes, and the window holds the date."""
    first, last = window_of(kind, chosen)
    (window,) = windows(kind, first, last, Zone("UTC"))

    assert first <= chosen <= last
    assert (first, last) == named(window.name) if 1971 < chosen.year < 2198 else True


@given(DATES, st.integers(1, 800), st.sampled_from(CALENDAR_WINDOWS))
def test_windows_follow_each_other_without_a_gap(first, days, kind):
    """Each window begins with the second after the one before it."""
    made = windows(kind, first, min(first + timedelta(days), date(2198, 12, 31)), OSLO)

    assert [w.end for w in made[:-1]] == [w.start for w in made[1:]]
