"""The one rounding function."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.rounding import rounded

MODES = ("half_up", "half_even", "down", "up")
FRACTIONS = st.fractions(max_denominator=10**9)


@pytest.mark.parametrize(
    ("value", "by_mode"),
    [
        ("2.5", ["3", "2", "2", "3"]),
        ("3.5", ["4", "4", "3", "4"]),
        ("-2.5", ["-3", "-2", "-2", "-3"]),
        ("2.4", ["2", "2", "2", "3"]),
        ("-2.6", ["-3", "-3", "-2", "-3"]),
        ("2", ["2", "2", "2", "2"]),
        ("-0.4", ["0", "0", "0", "-1"]),
    ],
)
def test_the_four_modes(value, by_mode):
    """Ties and directions on both sides of zero; a result of zero has no sign."""
    assert by_mode == [str(rounded(Fraction(value), 0, mode)) for mode in MODES]


def test_places_are_kept():
    """The result has exactly so many decimals."""
    assert "1.50" == str(rounded(Fraction(3, 2), 2, "half_up"))


def test_no_digit_is_lost_in_a_large_amount():
    """More digits than a decimal context holds stay exact."""
    value = Fraction(10**40 + 1, 100)

    assert "1" + "0" * 37 + "0.01" == str(rounded(value, 2, "half_up"))


@given(FRACTIONS, st.integers(0, 9), st.sampled_from(MODES))
def test_the_result_is_near_and_on_the_grid(value, places, mode):
    """Less than one unit away, at most half a unit for the two half modes, on the right side."""
    unit = Fraction(1, 10**places)
    found = Fraction(rounded(value, places, mode))
    off = abs(found - value)

    assert (found / unit).denominator == 1
    assert off < unit if mode in ("down", "up") else off <= unit / 2
    assert abs(found) <= abs(value) if mode == "down" else True
    assert abs(found) >= abs(value) if mode == "up" else True


@given(FRACTIONS, st.integers(0, 9), st.sampled_from(MODES))
def test_rounding_is_symmetric_and_idempotent(value, places, mode):
    """A credit and a charge of one size round alike, and once is enough."""
    found = rounded(value, places, mode)

    assert Fraction(found) == -Fraction(rounded(-value, places, mode))
    assert found == rounded(Fraction(found), places, mode)
    assert isinstance(found, Decimal)
