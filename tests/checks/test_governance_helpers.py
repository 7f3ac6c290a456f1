"""What the rules on parties and terms are built from: spans, windows, representatives, scope."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.pages.examples import write_example
from slaspec.checks.index import index
from slaspec.checks.parties.representatives import belong_together, representatives, side_of
from slaspec.checks.time.round_the_clock import IN_WORDS, is_always
from slaspec.checks.parties.scope import providers, suppliers
from slaspec.checks.time.spans import last_date, least_days, most_days, surely_longer
from slaspec.checks.time.windows_within import most_windows
from slaspec.language.book import load_book
from slaspec.language.model.interpretation import ContractYear, RollingWindow
from slaspec.language.quantities import Lookback, Span

starts = st.dates(date(2020, 1, 1), date(2060, 12, 31))
counted = st.builds(
    lambda count, unit: Span(f"{count} {unit}"),
    st.integers(1, 40),
    st.sampled_from(["days", "weeks", "months", "years"]),
)


@given(starts, counted)
def test_a_span_lies_between_its_least_and_its_most_days(start, span):
    """Wherever in the year a span begins, it takes no fewer and no more days than said."""
    taken = (last_date(start, span) - start).days

    assert least_days(span) <= taken <= most_days(span)


@given(starts, counted, counted)
def test_what_is_surely_longer_is_longer_from_every_day(start, one, other):
    """A span that is surely longer never ends before the other."""
    if surely_longer(one, other):
        assert last_date(start, one) > last_date(start, other)


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ("10 working days", "9 days", True),
        ("10 working days", "10 days", False),
        ("30 days", "1 month", False),
        ("32 days", "1 month", True),
        ("9 days", "5 working days", False),
        ("6 working days", "5 working days", True),
        ("3 windows", "2 days", False),
        ("49 hours", "2 days", False),
        ("73 hours", "2 days", True),
    ],
)
def test_spans_of_different_units_are_compared_where_that_is_safe(one, other, longer):
    """Working days are at least as many days; nothing is surely shorter than them or a window."""
    assert longer == surely_longer(Span(one), Span(other))


@pytest.mark.parametrize(
    ("span", "last"),
    [
        ("1 month", date(2026, 2, 28)),
        ("2 weeks", date(2026, 2, 14)),
        ("48 hours", date(2026, 2, 2)),
        ("1 year", date(2027, 1, 31)),
        ("5 working days", None),
        ("300 years", None),
    ],
)
def test_the_last_day_of_a_span(span, last):
    """A month ends on the same day number or the month's last; working days need a calendar."""
    assert last == last_date(date(2026, 1, 31), Span(span))


def ends_of(window):
    """The last days of all windows from 2020 to 2030, without the code under test."""
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(366 * 11)]
    name = {
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
        "quarter": lambda day: (day.year, (day.month - 1) // 3),
        "year": lambda day: day.year,
    }[window]
    return [day for day in days if name(day) != name(day + timedelta(days=1))]


ENDS = {window: ends_of(window) for window in ("week", "month", "quarter", "year")}


@given(
    st.sampled_from(sorted(ENDS)),
    st.integers(1, 60),
    st.sampled_from(["days", "weeks", "months", "quarters", "years"]),
    st.integers(1, 10),
)
def test_no_more_windows_end_in_a_period_than_said(window, count, unit, which):
    """The windows that end in the period that looks back from the end of one are never more."""
    length = {"days": 1, "weeks": 7, "months": 31, "quarters": 92, "years": 366}[unit] * count
    last = ENDS[window][-which]
    if unit in ("days", "weeks"):
        first = last - timedelta(days=length)
        inside = [end for end in ENDS[window] if first < end <= last]
    else:
        months = count * {"months": 1, "quarters": 3, "years": 12}[unit]
        begin = last.year * 12 + last.month - months
        inside = [e for e in ENDS[window] if begin < e.year * 12 + e.month and e <= last]

    assert len(inside) <= most_windows(Lookback(f"rolling {count} {unit}"), window)


@pytest.mark.parametrize(
    ("period", "window", "most"),
    [
        ("rolling 12 months", "month", 12),
        ("rolling 3 months", "quarter", 1),
        ("rolling 4 months", "quarter", 2),
        ("contract_year", "quarter", 4),
        ("contract_year", ContractYear(contract_year="from 04-01"), 1),
        ("rolling 28 days", "month", 1),
        ("rolling 29 days", "month", 2),
        ("rolling 5 windows", "year", 5),
        ("rolling 2 weeks", RollingWindow(rolling=Span("30 days"), every="week"), 2),
    ],
)
def test_how_many_windows_fit(period, window, most):
    """Two months can end within 29 days (January and February), three in no two months."""
    assert most == most_windows(Lookback(period), window)


PARTIES = """\
kind: Parties
organisations:
  - {id: acme, name: Acme AS}
  - {id: nordit, name: Nordit AS}
  - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}
  - {id: night-shift, name: Night shift, part_of: nordit-desk}
  - {id: nordit-lines, name: Lines, part_of: nordit}
people:
  - {id: s-dahl, name: S. Dahl, organisation: nordit-desk, roles: [signs, represents_delivery]}
  - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}
"""


@pytest.fixture
def book(tmp_path):
    """A provider with teams, of which one has a team of its own."""
    write_example(PARTIES, tmp_path)
    return load_book(tmp_path)


@pytest.mark.parametrize(
    ("role", "organisation", "people"),
    [
        ("signs", "nordit", ["k-berg", "s-dahl"]),
        ("signs", "night-shift", ["s-dahl", "k-berg"]),
        ("signs", "nordit-lines", ["k-berg"]),
        ("represents_delivery", "nordit", ["s-dahl"]),
        ("represents_delivery", "nordit-lines", []),
        ("signs", "acme", []),
        ("signs", "gone", []),
    ],
)
def test_people_act_for_their_organisation_what_is_above_and_its_parts(
    book, role, organisation, people
):
    """Those of the organisation itself come first, of what it is part of next, of its parts last."""
    assert people == representatives(book).acting(role, organisation)


def test_who_belongs_to_whom(book):
    """A team belongs to all above it, not to the team beside it; a person to the own team."""
    known = index(book)

    assert belong_together("night-shift", "nordit", known)
    assert belong_together("nordit", "night-shift", known)
    assert not belong_together("nordit-desk", "nordit-lines", known)
    assert "nordit-desk" == side_of("s-dahl", known)
    assert "acme" == side_of("acme", known)


def test_suppliers_are_providers_of_supplier_contracts(tmp_path):
    """A UC makes its provider a supplier of its services; OLAs and SLAs have providers only."""
    write_example("kind: UC\nparties: {provider: telco, customer: nordit}", tmp_path)
    book = load_book(tmp_path)

    assert {"telco"} == suppliers("service-desk", book)
    assert not suppliers("network", book)
    assert {"telco", "nordit", "nordit-desk"} == providers(book)


@pytest.mark.parametrize(
    "text",
    ["24/7", "24x7 support", "24 x 7", "7x24", "24h/7", "24 hours a day", "Round the clock",
     "around-the-clock", "rund um die Uhr", "døgnet rundt", "dygnet runt"],
)  # fmt: skip
def test_words_for_all_hours(text):
    """The usual ways to say it are known, in capitals or not."""
    assert IN_WORDS.search(text)


@pytest.mark.parametrize(
    "text",
    ["within 24 hours", "124/7", "24/70", "2024/7", "+47 24 07 00 00", "24 months", "a clock"],
)
def test_words_that_are_not_about_all_hours(text):
    """A period of 24 hours, a date and a phone number are no hours of service."""
    assert not IN_WORDS.search(text)


@pytest.mark.parametrize(
    ("calendar", "always"),
    [
        ('open: {mon-sun: ["00:00-24:00"]}\nclosed: []', True),
        ('open: {mon-fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"]}', False),
        ('open: {mon-fri: ["00:00-24:00"]}\nclosed: []', False),
        ('open: {mon-sun: ["00:00-23:59"]}\nclosed: []', False),
    ],
)
def test_a_calendar_that_is_never_closed(tmp_path, calendar, always):
    """All seven days from midnight to midnight, and no closed date (the second has one)."""
    write_example(f"kind: Calendar\n{calendar}\n", tmp_path)

    assert always == is_always("office", load_book(tmp_path))
    assert is_always("24x7", load_book(tmp_path))
