"""Random integers by seed, block and name; shares and quantiles as integer tables."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.language.quantities import Duration, Share
from slaspec.records.simulate.draws import NAMES, Draws
from slaspec.records.simulate.inverse import Choice, Inverse, parts_at, seconds_at, threshold

HALF = 1 << 31
QUARTER = 1 << 30


def drawn(*numbers):
    return np.array(numbers, dtype=np.int64)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**63), st.integers(0, 50), st.sampled_from(NAMES))
def test_a_piece_of_a_block_has_the_draws_of_the_block(seed, block, fours, name):
    """Whoever begins in the middle of a block draws what the whole block has there."""
    whole = Draws(seed, block, 300).raw(name)
    piece = Draws(seed, block, 300 - 4 * fours, 4 * fours).raw(name)

    assert whole[4 * fours :].tolist() == piece.tolist()


def test_every_name_block_and_seed_draws_for_itself():
    """No two of them have a draw in common."""
    drawn = [
        tuple(Draws(seed, block, 4).raw(name).tolist())
        for seed in (0, 1)
        for block in (0, 1)
        for name in NAMES
    ]

    assert len({number for four in drawn for number in four}) == 4 * len(drawn)


def philox(counter, key):
    """Philox 4x64-10 as published: Salmon, Moraes, Dror and Shaw (2011), section 3.2."""
    for _ in range(10):
        high0, low0 = divmod(0xD2E7470EE14C6C93 * counter[0], 2**64)
        high1, low1 = divmod(0xCA5A826395121157 * counter[2], 2**64)
        counter = [high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0]
        key = [(key[0] + 0x9E3779B97F4A7C15) % 2**64, (key[1] + 0xBB67AE8584CAA73B) % 2**64]
    return counter


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.sampled_from(NAMES))
def test_the_bits_are_those_of_philox(seed, block, name):
    """Key: seed and block; counter: four draws each from 1 on, and the lane of the name."""
    lane = NAMES.index(name)
    expected = [*philox([1, 0, 0, lane], [seed, block]), *philox([2, 0, 0, lane], [seed, block])]

    assert expected == Draws(seed, block, 8).raw(name).tolist()


@pytest.mark.parametrize("seed", [-1, 2**64, 1.5])
def test_a_seed_has_64_bits(seed):
    """Another one is refused in words, not wrapped around."""
    with pytest.raises(UsageError, match="is not a whole number from 0"):
        Draws(seed, 0, 1)


def test_a_choice_turns_exactly_at_its_shares():
    """A quarter, nothing, a half and a quarter: the draws 2^30 and 3 x 2^30 begin the next ones."""
    choice = Choice([[Fraction(1, 4), Fraction(0), Fraction(1, 2), Fraction(1, 4)]])
    draws = drawn(0, QUARTER - 1, QUARTER, 3 * QUARTER - 1, 3 * QUARTER, 2**32 - 1)

    assert [0, 0, 2, 2, 3, 3] == choice.of(draws).tolist()


def test_each_row_of_a_choice_has_shares_of_its_own():
    """One draw means something else for a record of another row."""
    choice = Choice([[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]])

    assert [0, 1, 0, 1] == choice.of(drawn(5, 5, HALF, HALF), drawn(0, 1, 0, 1)).tolist()


def test_between_quantiles_runs_a_straight_line():
    """p25 100 s, p75 300 s: the middle is 200 s; below 100, above 300."""
    inverse = Inverse([seconds_at({"p25": Duration("100s"), "p75": Duration("300s")})])
    draws = drawn(0, QUARTER, HALF, 3 * QUARTER, 2**32 - 1)

    assert [100, 100, 200, 300, 300] == inverse.at(draws).tolist()


def test_each_row_of_quantiles_is_its_own():
    """Two priorities in one table do not mix, also at the very ends."""
    rows = [[(Fraction(0), 10), (Fraction(1), 20)], [(Fraction(0), 1000), (Fraction(1), 2000)]]
    found = Inverse(rows).at(drawn(0, 2**32 - 1, 0, HALF), drawn(0, 0, 1, 1))

    assert [10, 19, 1000, 1500] == found.tolist()


def test_quantiles_are_read_by_their_number_not_their_order():
    """p99.9 stands above p99, wherever it is written; shares count in millionths."""
    told = {"p99.9": Share("90%"), "p5": Share("0.5%"), "p99": Share("80%")}
    expected = [
        (Fraction(1, 20), 5000),
        (Fraction(99, 100), 800_000),
        (Fraction(999, 1000), 900_000),
    ]

    assert expected == parts_at(told)


@given(
    st.lists(st.integers(0, 10**8), min_size=1, max_size=12), st.lists(st.integers(0, 2**32 - 1))
)
def test_higher_draws_never_give_less(values, draws):
    """The inverse of a distribution rises, and stays between its first and last value."""
    points = [(Fraction(i + 1, len(values) + 1), value) for i, value in enumerate(sorted(values))]
    found = Inverse([points]).at(drawn(*sorted(draws))).tolist()

    assert sorted(found) == found
    assert all(min(values) <= value <= max(values) for value in found)


def test_the_threshold_of_a_share():
    """0 for nothing and for what is not said, all draws for 100%."""
    assert [0, 0, HALF, 2**32] == [
        threshold(None),
        *(threshold(Share(each)) for each in ("0%", "50%", "100%")),
    ]
