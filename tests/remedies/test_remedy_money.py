"""Rounding to minor units, allotment by largest remainder, and exact text."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import QuantityError
from slaspec.remedies.money import (
    allot,
    exact_text,
    from_minor,
    money_text,
    round_money,
    shown,
    to_minor,
)

QUANTIZE = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
shares = st.lists(st.fractions(min_value=0, max_value=10**9), min_size=1, max_size=12)


@pytest.mark.parametrize("mode", QUANTIZE)
def test_rounding_is_what_decimal_quantize_gives(mode):
    """10,000 amounts of each sign, many of them exactly between two minor units."""
    random = Random(7)
    for _ in range(10_000):
        places = random.choice([0, 1, 2, 3, 4, 6])
        amount = Decimal(random.randint(-(10**10), 10**10)).scaleb(-places)
        amount += random.choice([0, Decimal("0.005"), Decimal("0.5"), Decimal("0.0005")])
        for currency, unit in (("EUR", "0.01"), ("JPY", "1"), ("KWD", "0.001")):
            expected = amount.quantize(Decimal(unit), QUANTIZE[mode])

            assert expected == round_money(amount, currency, mode)
            assert expected == round_money(Fraction(amount), currency, mode)


@pytest.mark.parametrize(
    ("currency", "text"),
    [("EUR", "1234.57"), ("JPY", "1235"), ("KWD", "1234.568"), ("CLF", "1234.5678")],
)
def test_an_amount_has_all_decimals_of_its_currency(currency, text):
    """EUR has two, JPY none, KWD three, CLF four; zero keeps them too."""
    rounded = round_money(Fraction("1234.56780"), currency, "half_up")

    assert text == str(rounded)
    assert str(Decimal("0").quantize(rounded)) == str(from_minor(0, currency))


def test_a_third_is_rounded_exactly():
    """A fraction that no decimal holds is rounded from its exact value."""
    third = Fraction(100, 3)

    assert [Decimal("33.33"), Decimal("33.34"), Decimal("33.33"), Decimal("33.33")] == [
        round_money(third, "EUR", mode) for mode in ("down", "up", "half_up", "half_even")
    ]


def test_a_code_that_is_no_currency_is_refused():
    """Without its minor units an amount cannot be rounded."""
    with pytest.raises(QuantityError, match="'XXX' is not a current ISO 4217 currency code"):
        round_money(Fraction(1), "XXX", "down")


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (101, [1, 1, 1], (34, 34, 33)),
        (10, [50, 30, 20], (5, 3, 2)),
        (3, [5, 4, 1], (2, 1, 0)),
        (1, [1, 2], (0, 1)),
        (0, [1, 2], (0, 0)),
        (0, [0, 0], (0, 0)),
        (0, [], ()),
    ],
)
def test_units_go_to_the_largest_remainders_and_ties_to_the_earlier_line(total, parts, expected):
    """Hamilton's method, by hand."""
    assert expected == allot(total, [Fraction(part) for part in parts])


def test_a_ceiling_sends_a_unit_on_to_the_next_remainder():
    """Shares .6 .6 .8 of two units: the first two are due one each, but may have one together."""
    parts = [Fraction(6, 10), Fraction(6, 10), Fraction(8, 10)]

    assert (1, 0, 1) == allot(2, parts)
    assert (0, 1, 1) == allot(2, parts, [((0,), 0)])
    assert (0, 0, 1) == allot(1, parts, [((0, 1), 0)])


@pytest.mark.parametrize(
    ("total", "parts", "ceilings"),
    [
        (-1, [1], []),
        (1, [-1, 3], []),
        (1, [0, 0], []),
        (1, [], []),
        (2, [1, 1, 1], [((0, 1, 2), 1)]),
    ],
)
def test_what_cannot_be_allotted_is_refused(total, parts, ceilings):
    """A negative total or share, units without any share, ceilings below the total."""
    with pytest.raises(ValueError, match="never negative|no share to go to"):
        allot(total, [Fraction(part) for part in parts], ceilings)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12), shares)
def test_the_parts_add_up_and_none_is_a_unit_off(total, parts):
    """Every part is its exact share, cut or raised to a whole unit."""
    whole = sum(parts)
    if whole == 0:
        total = 0

    found = allot(total, parts)

    assert total == sum(found)
    for part, share in zip(found, parts, strict=True):
        exact = total * share / whole if whole else Fraction(0)
        assert abs(part - exact) < 1


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**9), shares, st.integers(min_value=1, max_value=999))
def test_allotment_does_not_change_with_the_scale_of_the_shares(total, parts, factor):
    """Only the proportions of the shares count."""
    if sum(parts) == 0:
        total = 0

    assert allot(total, parts) == allot(total, [share * factor for share in parts])


@settings(deadline=None)
@given(
    st.fractions(min_value=-(10**12), max_value=10**12),
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.sampled_from(sorted(QUANTIZE)),
)
def test_rounding_moves_an_amount_by_less_than_one_minor_unit(amount, currency, mode):
    """Down never grows, up never shrinks, halves move by at most half a unit."""
    scale = {"EUR": 100, "JPY": 1, "KWD": 1000}[currency]
    moved = abs(to_minor(amount, currency, mode)) - abs(amount * scale)

    assert -1 < moved < 1
    assert {"down": moved <= 0, "up": moved >= 0}.get(mode, abs(moved) <= Fraction(1, 2))


@settings(deadline=None)
@given(st.integers(min_value=-(10**20), max_value=10**20), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_survive_the_way_there_and_back(units, currency):
    """So many cents as an amount are so many cents."""
    assert units == to_minor(Fraction(from_minor(units, currency)), currency, "down")


@pytest.mark.parametrize(
    ("value", "places", "exact", "short"),
    [
        ("98.2", 0, "98.2", "98.2"),
        ("98", 0, "98", "98"),
        ("4000", 2, "4000.00", "4000.00"),
        ("-0.05", 0, "-0.05", "-0.05"),
        ("1/3", 2, "1/3", "0.333333…"),
        ("-35951/360", 0, "-35951/360", "-99.863888…"),
        ("1/1024", 0, "0.0009765625", "0.0009765625"),
    ],
)
def test_a_fraction_is_shown_exactly(value, places, exact, short):
    """A decimal where it ends; else the fraction, and in sentences six decimals with an ellipsis."""
    assert exact == exact_text(Fraction(value), places)
    assert short == shown(Fraction(value), places)


def test_money_is_shown_with_its_decimals_and_currency():
    """The trail holds exact amounts, also before rounding."""
    assert ["4000.00 EUR", "10000/3 EUR", "0.005 EUR", "7 JPY"] == [
        money_text(Fraction(4000), "EUR"),
        money_text(Fraction(10000, 3), "EUR"),
        money_text(Fraction(1, 200), "EUR"),
        money_text(Fraction(7), "JPY"),
    ]


def test_a_figure_of_thousands_of_digits_is_cut_and_never_a_traceback():
    """What is carried on again and again may be a fraction that nobody can print."""
    huge = Fraction(10**5000 + 1, 3**9000)
    smaller = Fraction(2, 3**40)

    assert exact_text(huge) == shown(huge)
    assert "-…" == exact_text(-huge)[0] + exact_text(-huge)[-1]
    assert f"2/{3**40}" == exact_text(smaller)
