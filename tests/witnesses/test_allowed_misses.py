"""How many records may miss, by hand and against the engine's own verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.measurable.witnesses.counts import (
    allowed_misses,
    few_count,
    sharpest_count,
    smallest_count,
)
from slaspec.language.model.interpretation import FewEvents, RoundMeasured
from slaspec.language.quantities import Share
from slaspec.measure.questions import Answers


def answers(*, few=None, rounded=None, least=0):
    """Answers with a rule for few records (up to, misses), rounding (places, mode), a minimum."""
    return Answers(
        few_events=FewEvents(up_to=few[0], allow_misses=few[1]) if few else None,
        round_measured=RoundMeasured(places=rounded[0], mode=rounded[1]) if rounded else None,
        minimum_sample=least,
    )


@pytest.mark.parametrize(
    ("share", "count", "misses"),
    [
        ("90%", 1, 0),
        ("90%", 9, 0),
        ("90%", 10, 1),
        ("90%", 19, 1),
        ("90%", 20, 2),
        ("99.9%", 999, 0),
        ("99.9%", 1000, 1),
        ("100%", 10_000, 0),
        ("66.666667%", 3, 0),
        ("66.666666%", 3, 1),
    ],
)
def test_the_share_is_read_exactly(share, count, misses):
    """90 % of 10 allows one miss, of 9 none; a hair above two thirds of 3 allows none."""
    assert misses == allowed_misses(count, Share(share).value, answers())


def test_up_to_some_records_a_count_decides():
    """Up to nine records one may miss, whatever the share; from ten on the share decides."""
    said = answers(few=(9, 1))

    assert [1, 1, 1, 0] == [allowed_misses(n, Fraction(95, 100), said) for n in (1, 2, 9, 10)]
    assert (9, 2) == (few_count(said), smallest_count(said))
    assert 20 == sharpest_count(Fraction(95, 100), said)


@pytest.mark.parametrize(
    ("places", "mode", "misses"),
    [(1, "half_up", 15), (1, "half_even", 14), (1, "down", 10), (1, "up", 19), (0, "up", 10)],
)
def test_agreed_rounding_moves_the_count(places, mode, misses):
    """
    99.9 % of 10,000 allows 10 misses. Rounded half up to one decimal 99.85 % still is 99.9 %: 15;
    half to even 99.85 % is 99.8 %: 14. Rounded up, 99.81 %: 19. Whole per cent are no reading of
    99.9 %: the share stays.
    """
    said = answers(rounded=(places, mode))

    assert misses == allowed_misses(10_000, Fraction(999, 1000), said)


def test_a_rounded_share_is_tried_with_records_that_show_the_rounding():
    """Rounded to whole per cent, 95 % is tried with 1000 records, not with 20."""
    assert 1000 == sharpest_count(Fraction(95, 100), answers(rounded=(0, "half_up")))
    assert 20 == sharpest_count(Fraction(95, 100), answers())


def test_a_minimum_of_records_is_kept():
    """No witness has fewer records than are judged; too many are not tried at all."""
    assert 520 == sharpest_count(Fraction(95, 100), answers(least=501))
    assert 501 == smallest_count(answers(least=501))
    assert None is sharpest_count(Fraction(95, 100), answers(least=20_000))
    assert None is smallest_count(answers(least=20_000))


shares = st.integers(1, 1000).map(lambda n: Fraction(n, 1000))


@given(shares, st.integers(1, 400))
def test_one_miss_more_breaks_the_share(share, count):
    """The allowed misses keep the share; one more does not."""
    misses = allowed_misses(count, share, answers())

    assert (count - misses) >= share * count
    assert (count - misses - 1) < share * count
