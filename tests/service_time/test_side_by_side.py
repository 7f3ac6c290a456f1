"""Several timelines side by side answer as each of them does alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import ServiceTimeError
from slaspec.service_time.pauses import pieces
from slaspec.service_time.side_by_side import SideBySide, side_by_side
from slaspec.service_time.timeline import OutsideRangeError, Timeline

LAST = 240
SPANS = st.lists(st.tuples(st.integers(0, LAST // 4), st.integers(0, LAST // 4)), max_size=5)
CLOCKS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, LAST),
        st.integers(0, LAST),
        st.integers(1, 60),
        st.lists(st.tuples(st.integers(0, LAST), st.integers(0, 40)), max_size=3),
    ),
    max_size=8,
)


def timelines(drawn, step):
    """Timelines whose edges are multiples of a step."""
    made = [[tuple(sorted((a * step, b * step))) for a, b in spans] for spans in drawn]
    return [Timeline(spans, 0, LAST, f"calendar {i}") for i, spans in enumerate(made)]


def asked(question, *args):
    """An answer, or the error."""
    try:
        return question(*args)
    except OutsideRangeError as error:
        return str(error)


@given(st.lists(SPANS, min_size=3, max_size=3), st.sampled_from([1, 4]), st.booleans(), CLOCKS)
def test_elapsed_times_and_deadlines_with_pauses(drawn, step, grid, clocks):
    """Whether in one grid or each by itself, and whichever timeline a clock is on."""
    made = timelines(drawn, step)
    beside = SideBySide(made)
    if not grid:
        beside._grid = None
    which = np.array([clock[0] for clock in clocks], dtype=np.int32)
    pairs = [sorted(clock[1:3]) for clock in clocks]
    start, stop = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    limits = np.array([clock[3] for clock in clocks], dtype=np.int64)
    spans = [[(a, a + n) for a, n in clock[4]] for clock in clocks]
    flat = [(i, a, b) for i, each in enumerate(spans) for a, b in each]
    owner, begin, end = np.array(flat, dtype=np.int64).reshape(-1, 3).T
    elapsed = beside.elapsed(which, start, stop)
    cut = pieces((start, stop), (owner, begin, end))
    lasts = beside.w(which[cut.owner], cut.end) - beside.w(which[cut.owner], cut.begin)
    cut.add_to(elapsed, -lasts)
    last = np.full(len(clocks), LAST)
    known = pieces((start, last), (owner, begin, end))

    assert elapsed.tolist() == [
        made[w].elapsed(a, b, s) for w, (a, b), s in zip(which, pairs, spans, strict=True)
    ]
    for i, w in enumerate(which.tolist()):
        some = np.array([i])
        mine = (which[some], start[some], limits[some], known.of(some, len(clocks)))
        within = [(a, min(b, LAST)) for a, b in spans[i] if a < LAST]
        for word in ("deadline", "latest_met"):
            expected = asked(getattr(made[w], word), int(start[i]), int(limits[i]), within)
            found = asked(lambda word=word, mine=mine: getattr(beside, word)(*mine).tolist())

            assert found == ([expected] if isinstance(expected, int) else found)
            assert isinstance(found, str) == isinstance(expected, str)


def test_an_instant_that_its_own_timeline_does_not_know():
    """It is refused by the name of that calendar, however far the others reach."""
    beside = side_by_side(Timeline([(0, 9)], 0, 99, "long"), Timeline([(10, 20)], 10, 50, "short"))
    which = np.array([0, 1], dtype=np.int32)

    assert [9, 10] == beside.w(which, np.array([60, 50])).tolist()
    with pytest.raises(OutsideRangeError, match="short"):
        beside.w(which, np.array([60, 60]))


def test_a_reversed_span_is_refused():
    """As on one timeline."""
    beside = side_by_side(Timeline([(0, 9)], 0, 99))
    with pytest.raises(ServiceTimeError, match="reversed"):
        beside.elapsed(np.array([0]), np.array([5]), np.array([4]))
