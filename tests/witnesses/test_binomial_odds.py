"""The odds of missing a window by chance, exactly."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.measurable.chances import (
    MOST_COUNTED,
    Odds,
    expected_in,
    first_miss,
    odds_of_missing,
)
from slaspec.language.model.governance import Volume
from slaspec.language.model.interpretation import ContractYear, RollingWindow
from slaspec.language.quantities import Span


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 100), st.integers(1, 100))
def test_the_odds_are_the_tail_of_the_binomial_distribution(count, allowed, late, base):
    """More than `allowed` of `count` records, term by term."""
    miss = min(Fraction(late, base), Fraction(1))
    tail = sum(
        comb(count, k) * miss**k * (1 - miss) ** (count - k) for k in range(allowed + 1, count + 1)
    )
    odds = odds_of_missing(count, allowed, miss)

    assert tail == Fraction(odds.part, odds.whole)


def test_odds_are_shown_in_tenths_of_a_per_cent():
    """One of 20: 1 - 0.95^20 - 20 * 0.05 * 0.95^19 = 26.4 %."""
    odds = odds_of_missing(20, 1, Fraction(5, 100))

    assert "26.4 %" == str(odds)
    assert odds.above(Fraction(26, 100))
    assert not odds.above(Fraction(27, 100))
    assert ["0.0 %", "0.1 %", "100.0 %"] == [
        str(odds) for odds in (Odds(1, 2001), Odds(1, 2000), Odds(1, 1))
    ]


def test_very_many_records_are_not_computed():
    """Above a hundred thousand records nothing is said."""
    assert None is odds_of_missing(MOST_COUNTED + 1, 10, Fraction(1, 100))
    assert not odds_of_missing(MOST_COUNTED, 1000, Fraction(1, 1000)).above(Fraction(1, 10**6))


@pytest.mark.parametrize(
    ("per", "window", "expected"),
    [
        ("month", "month", 100),
        ("year", "month", 8),
        ("month", "quarter", 300),
        ("week", "month", 434),
        ("day", "week", 700),
        ("month", RollingWindow(rolling=Span("3 months"), every="month"), 300),
        ("month", RollingWindow(rolling=Span("30 days"), every="month"), 98),
        ("month", ContractYear(contract_year="from 04-01"), 1200),
    ],
)
def test_the_expected_volume_is_that_of_the_window(per, window, expected):
    """A hundred records per some period, in one window; a year has 365 days, rounded down."""
    assert expected == expected_in(Volume(per=per, expect=100), window)


def test_the_first_miss_of_a_share():
    """90 % allows the first miss at 10 records, 99.9 % at 1000, 66.7 % at 4."""
    shares = (Fraction(9, 10), Fraction(999, 1000), Fraction(667, 1000))

    assert [10, 1000, 4] == [first_miss(share) for share in shares]
