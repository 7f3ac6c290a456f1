"""Distinct rows of integers: packed into one number or not, the answer is one."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slaspec.measure.distinct import distinct

SMALL = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 90000))
LARGE = st.tuples(st.integers(0, 2**40), st.integers(0, 3), st.integers(0, 2**40))


@given(st.lists(SMALL) | st.lists(LARGE))
def test_each_row_once_with_its_count(rows):
    """Sorted, and as a counter of the rows says it, also where they do not fit into 62 bits."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    found, counts = distinct(*columns)

    assert sorted({*rows}) == found
    assert Counter(rows) == dict(zip(found, counts, strict=True))
