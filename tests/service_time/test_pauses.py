"""Paused time of many records equals the scalar union, record by record."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import ServiceTimeError
from slaspec.service_time.pauses import paused
from slaspec.service_time.timeline import Timeline

MADE = Timeline([(0, 10), (15, 22), (30, 60)], -30, 70)

RECORDS = st.lists(
    st.tuples(st.integers(-30, 70), st.integers(-30, 70)).map(sorted), min_size=1, max_size=5
)
PAUSES = st.lists(st.tuples(st.integers(0, 99), st.integers(-50, 90), st.integers(0, 40)))


@given(RECORDS, PAUSES)
def test_union_per_record(records: list[list[int]], pauses: list[tuple[int, int, int]]) -> None:
    """Pauses in any order are unioned per record and cut to it and to the service hours."""
    flat = [(owner % len(records), begin, begin + length) for owner, begin, length in pauses]
    owners, froms, untils = np.array(flat, dtype=np.int64).reshape(-1, 3).T
    starts, stops = np.array(records).T
    expected = [
        MADE.elapsed(a, b) - MADE.elapsed(a, b, [span[1:] for span in flat if span[0] == record])
        for record, (a, b) in enumerate(records)
    ]

    actual = paused(MADE, (starts, stops), (owners, froms, untils))

    assert expected == actual.tolist()
    assert np.int64 == actual.dtype


def test_overlap_counts_once() -> None:
    """Two overlapping pauses of one record count once; the same spans of two records twice."""
    assert [8, 0] == paused(MADE, ([0, 0], [9, 9]), ([0, 0], [1, 3], [5, 9])).tolist()
    assert [4, 6] == paused(MADE, ([0, 0], [9, 9]), ([0, 1], [1, 3], [5, 9])).tolist()


def test_reversed_pause() -> None:
    """A reversed pause is an error, not negative time."""
    with pytest.raises(ServiceTimeError, match="the span is reversed"):
        paused(MADE, ([0], [9]), ([0], [5], [4]))


def test_no_pauses() -> None:
    """Records without pauses have no paused time."""
    assert [0, 0] == paused(MADE, ([0, 1], [9, 9]), ([], [], [])).tolist()
