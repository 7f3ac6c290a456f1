"""The algebra equals the algebra of sets of whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import ServiceTimeError
from slaspec.service_time import intervals

PAIRS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 8)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=8,
)
BOUNDS = st.tuples(st.integers(-25, 25), st.integers(-25, 25))


def members(pairs: intervals.Intervals) -> set[int]:
    """The numbers in a set of intervals."""
    return {number for begin, end in pairs.tolist() for number in range(begin, end)}


def assert_is(expected: set[int], actual: intervals.Intervals) -> None:
    """Same numbers, and the normal form: sorted, disjoint, not touching, not empty, int64."""
    assert expected == members(actual)
    edges = actual.ravel().tolist()
    assert edges == sorted(set(edges))
    assert np.int64 == actual.dtype
    assert (2,) == actual.shape[1:]


@given(PAIRS)
def test_normalise(pairs: list[tuple[int, int]]) -> None:
    """Any pairs become the normal form of their union, from a list and from an array."""
    expected = {number for begin, end in pairs for number in range(begin, end)}

    assert_is(expected, intervals.normalise(pairs))
    assert_is(expected, intervals.normalise(np.array(pairs, dtype=np.int64).reshape(-1, 2)))


@given(PAIRS, PAIRS)
def test_two_sets(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    """Union, intersection and difference are those of the sets, and lengths are counts."""
    a, b = intervals.normalise(first), intervals.normalise(second)

    assert_is(members(a) | members(b), intervals.union(a, b))
    assert_is(members(a) & members(b), intervals.intersect(a, b))
    assert_is(members(a) - members(b), intervals.subtract(a, b))
    assert len(members(a)) == intervals.length(a)


@given(PAIRS, BOUNDS)
def test_bounds(pairs: list[tuple[int, int]], bounds: tuple[int, int]) -> None:
    """Clip and complement stay within the bounds; reversed bounds hold nothing."""
    a = intervals.normalise(pairs)
    everything = set(range(*bounds))

    assert_is(members(a) & everything, intervals.clip(a, *bounds))
    assert_is(everything - members(a), intervals.complement(a, *bounds))


def test_reversed_pair() -> None:
    """A pair that ends before it begins is refused and named."""
    with pytest.raises(ServiceTimeError, match="begins at 9, ends at 3"):
        intervals.normalise([(1, 2), (9, 3)])
