"""Times as arrays: ranked exactly, and added up in any order."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.measure import seconds
from slaspec.measure.figures import nearest_rank
from slaspec.measure.seconds import Packed, Seconds

TIMES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 230 * 366 * 86400)), max_size=30)


def of(*times):
    """Some times."""
    return Seconds(np.sort(np.array(times, dtype=np.int64)))


@given(st.lists(st.integers(0, 10**9), max_size=30), st.fractions(Fraction(1, 1000), 1))
def test_a_rank_is_that_of_the_plain_figures(times, share):
    """The k-th smallest, k = share x n rounded up, whichever way the times are kept."""
    counts = {time: times.count(time) for time in times}

    assert nearest_rank(counts, share) == of(*times).nearest_rank(share)


@given(TIMES, TIMES, st.booleans())
def test_times_come_back_by_their_cell(one, other, small):
    """From two parts, sorted at once or in batches: each cell has all of its times, in order."""
    packed, more = Packed(), Packed()
    for target, pairs in ((packed, one), (more, other)):
        cells, times = (np.array([p[i] for p in pairs], dtype=np.int64) for i in (0, 1))
        target.add(cells, times)
    packed.plus(more)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seconds, "_AT_ONCE", 4 if small else 1 << 20)
        found = dict(packed.by_cell(6))
    expected = {}
    for cell, time in one + other:
        expected.setdefault(cell, []).append(time)

    assert {cell: of(*times) for cell, times in expected.items()} == found


def test_times_of_two_slices_are_one_list():
    """A rolling window ranks the times of all its slices together."""
    assert of(1, 2, 2, 9) == of(2, 9) + of(1, 2)
    assert of(1) != of(2)
    assert "Seconds([1, 3])" == repr(of(3, 1))
    assert None is of().nearest_rank(Fraction(1, 2))
