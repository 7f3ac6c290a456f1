"""Months by amount: bars of one round width, each month in exactly one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.report.review_histogram import histogram_lines
from slaspec.review.histogram import MOST_BARS, Bar, bars, width_for

AMOUNTS = st.lists(st.decimals(-100_000, 100_000, places=2), min_size=1, max_size=60)


def of(*amounts):
    """Amounts as decimals."""
    return [Decimal(each) for each in amounts]


def told(found):
    """Bars as texts."""
    return [(str(bar.low), str(bar.high), bar.months) for bar in found]


def test_zero_has_a_bar_of_its_own():
    """No credit at all is not the same as a small one."""
    assert [("0", "0", 2), ("0", "500", 1), ("500", "1000", 1)] == told(
        bars(of("0.00", "0.00", "500.00", "500.01"), Decimal(500))
    )


def test_bars_below_zero_mirror_those_above():
    """A credit of 500 less is as far from zero as one of 500 more."""
    assert [("-500", "0", 1), ("0", "0", 0), ("0", "500", 1)] == told(
        bars(of("-500.00", "500.00"), Decimal(500))
    )


def test_empty_bars_between_are_kept():
    """A gap in the amounts is a gap in the picture."""
    assert [1, 0, 0, 1] == [bar.months for bar in bars(of("100", "400"), Decimal(100))]


@pytest.mark.parametrize(
    ("most", "width"),
    [("0.00", "0.001"), ("0.08", "0.01"), ("8.00", "1"), ("8.01", "2"), ("4000", "5E+2")],
)
def test_the_width_is_round(most, width):
    """The least of 1, 2, 5, 10, 20 … with at most eight bars."""
    assert Decimal(width) == width_for(of("0.00", most))


@given(AMOUNTS)
def test_every_month_is_in_one_bar(amounts):
    """The months of the bars add up, and each amount lies between the ends of one bar."""
    found = bars(amounts, width_for(amounts))

    assert len(amounts) == sum(bar.months for bar in found)
    assert len([bar for bar in found if bar.low != bar.high]) <= MOST_BARS
    for bar in found:
        inside = [a for a in amounts if bar.low < a <= bar.high or bar.high == 0 > a >= bar.low]
        if bar.low >= 0 and bar.low != bar.high:
            assert bar.months == len(inside)


@given(AMOUNTS)
def test_the_bars_of_a_reversed_change_are_the_mirrored_ones(amounts):
    """Before and after changed over: the same bars on the other side of zero."""
    width = width_for(amounts)
    mirrored = [Bar(-bar.high, -bar.low, bar.months) for bar in bars(amounts, width)]

    assert mirrored[::-1] == list(bars([-amount for amount in amounts], width))


def test_a_line_says_amounts_months_and_share():
    """Ranges without a month are left out; the longest bar has 24 blocks."""
    found = [
        Bar(Decimal(-500), Decimal(0), 6),
        Bar(Decimal(0), Decimal(0), 12),
        Bar(Decimal(0), Decimal(500), 0),
        Bar(Decimal(500), Decimal(1000), 6),
    ]

    blocks = "▇" * 12
    assert [
        f"{'-500 to 0 EUR':>18}  {blocks:24}       6   25.0%",
        f"{'0 EUR':>18}  {blocks * 2}      12   50.0%",
        f"+500 to +1,000 EUR  {blocks:24}       6   25.0%",
    ] == list(histogram_lines(found, "EUR"))
