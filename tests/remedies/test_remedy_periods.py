"""Windows as calendar periods, and their part inside the term."""

from __future__ import annotations

from datetime import date

import pytest

from slaspec.errors import UsageError
from slaspec.language.model.governance import Effective
from slaspec.language.quantities import Day
from slaspec.remedies.periods import period_of
from tests.remedies.build import window


def term(begins="2026-01-01", ends=None, **terms):
    return Effective(from_=Day(begins), through=Day(ends) if ends else None, **terms)


@pytest.mark.parametrize(
    ("kind", "first", "last", "days"),
    [
        ("week", "2026-04-06", "2026-04-12", 7),
        ("month", "2028-02-01", "2028-02-29", 29),
        ("month", "2026-12-01", "2026-12-31", 31),
        ("quarter", "2026-10-01", "2026-12-31", 92),
        ("year", "2026-01-01", "2026-12-31", 365),
    ],
)
def test_a_whole_window_is_a_calendar_period(kind, first, last, days):
    """Weeks from Monday, months, quarters and years; nothing of it lies outside the term."""
    period = period_of(window("any", first, last), kind, term())

    assert (days, days, False) == (period.days, period.inside_days, period.partial)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("week", "2026-04-07", "2026-04-13"),
        ("week", "2026-04-06", "2026-04-13"),
        ("month", "2026-04-02", "2026-04-30"),
        ("month", "2026-04-01", "2026-04-29"),
        ("month", "2026-04-01", "2026-06-30"),
        ("quarter", "2026-02-01", "2026-04-30"),
        ("year", "2026-04-01", "2027-03-31"),
    ],
)
def test_a_window_that_is_no_whole_period_is_refused(kind, first, last):
    """Charges are converted by the kind of window, so a window of another length would be paid wrong."""
    with pytest.raises(UsageError, match=f"'any' .* is no whole {kind}"):
        period_of(window("any", first, last), kind, term())


@pytest.mark.parametrize(
    ("begins", "ends", "inside", "partial"),
    [
        ("2026-04-10", None, 21, True),
        ("2026-01-01", "2026-04-10", 10, True),
        ("2026-04-05", "2026-04-05", 1, True),
        ("2026-04-01", "2026-04-30", 30, False),
        ("2026-05-01", None, 0, False),
        ("2025-01-01", "2026-03-31", 0, False),
    ],
)
def test_the_part_inside_the_term_counts_its_first_and_last_day(begins, ends, inside, partial):
    """A window beside the term is not partial: it has nothing inside."""
    april = window("2026-04", "2026-04-01", "2026-04-30")

    period = period_of(april, "month", term(begins, ends))

    assert (inside, partial) == (period.inside_days, period.partial)


@pytest.mark.parametrize(
    ("renewal", "last", "partial"),
    [
        ("none", date(2026, 4, 10), True),
        ("by_agreement", date(2026, 4, 10), True),
        ("automatic", date(2026, 4, 30), False),
    ],
)
def test_a_term_ends_on_its_last_date_unless_it_renews_itself(renewal, last, partial):
    """A term that renews itself goes on until notice is given; any other ends when it says."""
    april = window("2026-04", "2026-04-01", "2026-04-30")

    period = period_of(april, "month", term("2025-01-01", "2026-04-10", renewal=renewal))

    assert (last, partial) == (period.inside_last, period.partial)
