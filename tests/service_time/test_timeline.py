"""`Timeline` and its arrays against counting open seconds one by one."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import ServiceTimeError
from slaspec.service_time import bulk
from slaspec.service_time.timeline import OutsideRangeError, Timeline
from tests.service_time.build import at, timeline

FIRST, LAST = -30, 70
SPANS = st.lists(
    st.tuples(st.integers(-40, 80), st.integers(0, 30)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=6,
)
KNOWN = st.integers(FIRST, LAST)


def counted(spans: list[tuple[int, int]]) -> set[int]:
    """The open seconds within the known range."""
    return {t for begin, end in spans for t in range(begin, end) if FIRST <= t < LAST}


def make(spans: list[tuple[int, int]], times: int = 1) -> Timeline:
    """A timeline over the known range, optionally stretched."""
    stretched = [(times * begin, times * end) for begin, end in spans]
    return Timeline(stretched, times * FIRST, times * LAST)


@given(SPANS, KNOWN, KNOWN, SPANS)
def test_elapsed_counts_seconds(
    spans: list[tuple[int, int]], a: int, b: int, pauses: list[tuple[int, int]]
) -> None:
    """elapsed is the number of open seconds in [a, b) that lie in no pause."""
    a, b = sorted((a, b))
    paused = {t for begin, end in pauses for t in range(begin, end)}
    inside = counted(spans) & set(range(a, b))

    assert len(inside) == make(spans).elapsed(a, b)
    assert len(inside - paused) == make(spans).elapsed(a, b, pauses)


@given(SPANS, KNOWN, st.integers(1, 60), SPANS)
def test_limits_count_seconds(
    spans: list[tuple[int, int]], a: int, s: int, pauses: list[tuple[int, int]]
) -> None:
    """
    The deadline is the first instant at which s seconds are counted, the latest met the last;
    where the range ends before it, the answer is an error.
    """
    paused = {t for begin, end in pauses for t in range(begin, end)}
    seconds = sorted(t for t in counted(spans) - paused if t >= a)
    made = make(spans)

    if s <= len(seconds):
        assert seconds[s - 1] + 1 == made.deadline(a, s, pauses)
        assert s == made.elapsed(a, made.deadline(a, s, pauses), pauses)
    else:
        with pytest.raises(OutsideRangeError):
            made.deadline(a, s, pauses)
    if s < len(seconds):
        assert seconds[s] == made.latest_met(a, s, pauses)
    else:
        with pytest.raises(OutsideRangeError):
            made.latest_met(a, s, pauses)


@given(SPANS, st.integers(FIRST, LAST - 1))
def test_open_at_and_next_open(spans: list[tuple[int, int]], t: int) -> None:
    """open_at looks at the second that begins; next_open is the first open one from there."""
    made, seconds = make(spans), counted(spans)
    later = [second for second in sorted(seconds) if second >= t]

    assert (t in seconds) == made.open_at(t)
    if later:
        assert later[0] == made.next_open(t)
    else:
        with pytest.raises(OutsideRangeError, match="next opening is after"):
            made.next_open(t)


@given(SPANS, st.lists(KNOWN, max_size=20), st.sampled_from([1, 60, 900]))
def test_w_laws_and_encodings(
    spans: list[tuple[int, int]], instants: list[int], times: int
) -> None:
    """W grows by 0 or 1 a second, and all encodings for arrays give the scalar answers."""
    made = make(spans, times)
    asked = [min(times * t + t % 7, made.last) for t in instants] + [made.first, made.last]
    pairs = np.array(made.spans, dtype=np.int64).reshape(-1, 2)
    expected = [made.w(t) for t in asked]
    encodings = [made.bulk._encoding, bulk.Search(pairs)]
    encodings.append(bulk.Grid(pairs, made.first, made.last, times))

    assert all(made.w(t + 1) - made.w(t) in (0, 1) for t in asked if t < made.last)
    assert expected == made.bulk.w(asked).tolist()
    for encoding in encodings:
        answer = np.empty(len(asked), dtype=np.int64)
        encoding.fill(np.array(asked, dtype=np.int64), answer)
        assert expected == answer.tolist()


@given(SPANS, st.lists(st.tuples(KNOWN, KNOWN, st.integers(1, 9)), min_size=1, max_size=9))
def test_arrays_answer_like_scalars(
    spans: list[tuple[int, int]], asked: list[tuple[int, int, int]]
) -> None:
    """elapsed, deadline, latest_met and open_at of arrays equal the scalars, errors included."""
    made = make(spans)
    a, b, s = (list(column) for column in zip(*asked, strict=True))
    for arrays, scalars, other in (
        (made.bulk.elapsed, made.elapsed, b),
        (made.bulk.deadline, made.deadline, s),
        (made.bulk.latest_met, made.latest_met, s),
    ):
        one_by_one = [
            outcome(lambda x=x, y=y: scalars(x, y)) for x, y in zip(a, other, strict=True)
        ]
        together = outcome(lambda other=other, arrays=arrays: arrays(a, other).tolist())
        first_error = next((one for one in one_by_one if isinstance(one, str)), one_by_one)
        assert first_error == together
    states = [outcome(lambda x=x: made.open_at(x)) for x in a]
    error = next((one for one in states if isinstance(one, str)), states)
    assert error == outcome(lambda: made.bulk.open_at(a).tolist())


def outcome(question: Callable[[], object]) -> object:
    """The answer, or the text of the error."""
    try:
        return question()
    except ServiceTimeError as error:
        return str(error)


@pytest.mark.parametrize(
    ("spans", "step", "encoding"),
    [
        ([(0, 86400 * 1096)], 3600, bulk.Straight),
        ([(3600, 7200)], 3600, bulk.Grid),
        ([(900, 7260)], 3600, bulk.Grid),
        ([(901, 7200)], 3600, bulk.Search),
        ([], 3600, bulk.Grid),
    ],
)
def test_cheapest_exact_encoding(spans: list[tuple[int, int]], step: int, encoding: type) -> None:
    """Always open is a subtraction; whole minutes make a grid; seconds need a search."""
    made = Timeline(spans, 0, 86400 * 1096)

    assert encoding is type(made.bulk._encoding)


def test_grid_would_overflow() -> None:
    """More than 34 years do not fit int32 cells: the search answers, exactly."""
    last = 40 * 366 * 86400
    made = Timeline([(3600, last)], 0, last)

    assert bulk.Search is type(made.bulk._encoding)
    assert [last - 3600] == made.bulk.w([last]).tolist()


def test_many_chunks() -> None:
    """Arrays longer than a chunk, of any shape and integer type, are answered whole."""
    made = timeline("2026-01-01", "2026-12-31")
    asked = np.linspace(made.first, made.last, 2 * bulk.CHUNK + 6).astype(np.int64)

    assert [made.w(t) for t in asked.tolist()] == made.bulk.w(asked).tolist()
    assert made.bulk.w(asked.reshape(2, -1)).ravel().tolist() == made.bulk.w(asked).tolist()
    assert [0] == Timeline([(5, 9)], 0, 9).bulk.w(np.array([3], dtype=np.uint8)).tolist()
    assert [] == made.bulk.w([]).tolist()


@pytest.mark.parametrize("instant", [FIRST - 1, LAST + 1])
def test_outside_is_an_error(instant: int) -> None:
    """An instant outside the known range is named with the range, never clipped."""
    made = Timeline([(0, 50)], FIRST, LAST, "calendar office-no")
    sentence = "hours of calendar office-no are known from 1969-12-31T23:59:30Z to 1970-01-01T00:01"
    for question in (
        lambda: made.w(instant),
        lambda: made.elapsed(*sorted((0, instant))),
        lambda: made.deadline(instant, 1),
        lambda: made.open_at(instant),
        lambda: made.next_open(instant),
        lambda: made.bulk.w([0, instant]),
        lambda: made.bulk.deadline([0, instant], [1, 1]),
    ):
        with pytest.raises(OutsideRangeError, match=sentence):
            question()


def test_outside_counts_all() -> None:
    """For an array the first outside instant is named, and how many there are."""
    with pytest.raises(OutsideRangeError, match="00:01:20Z is outside .the first of 2 such"):
        Timeline([], FIRST, LAST).bulk.w([0, 80, 1, 99])


def test_the_end_of_the_range() -> None:
    """W is known at the end of the range, but not whether the second beginning there is open."""
    made = Timeline([(FIRST, LAST)], FIRST, LAST)

    assert LAST - FIRST == made.w(LAST) == made.bulk.w([LAST])[0]
    with pytest.raises(OutsideRangeError):
        made.open_at(LAST)
    with pytest.raises(OutsideRangeError):
        made.bulk.open_at([0, LAST])


def test_absurd_instant() -> None:
    """Milliseconds given for seconds are an error with the number, not an overflow."""
    with pytest.raises(OutsideRangeError, match="UTC second 1775000000000"):
        Timeline([], 0, 9).w(1775000000000)


def test_reversed_span_and_pause() -> None:
    """A span or a pause that ends before it begins is an error, also outside the record."""
    made = make([(0, 50)])
    for question in (
        lambda: made.elapsed(5, 4),
        lambda: made.elapsed(0, 9, [(60, 55)]),
        lambda: made.deadline(0, 9, [(60, 55)]),
        lambda: made.bulk.elapsed([1, 5], [2, 4]),
        lambda: Timeline([(3, 2)], 0, 9),
    ):
        with pytest.raises(ServiceTimeError, match="the span is reversed"):
            question()


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_of_zero(limit: int) -> None:
    """No deadline exists for a limit of 0 or less."""
    made = make([(0, 50)])
    for question in (made.deadline, made.latest_met, made.bulk.deadline, made.bulk.latest_met):
        with pytest.raises(ServiceTimeError, match=f"a limit of {limit} s cannot be kept"):
            question(0, limit)


def test_whole_seconds_only() -> None:
    """Floating point instants are refused, not truncated."""
    with pytest.raises(ServiceTimeError, match="whole UTC seconds, not float64"):
        make([]).bulk.w([1.5])


def test_closing_time_and_next_opening() -> None:
    """Nine hours from Monday's opening are due at closing and met until the next opening."""
    made = timeline("2026-04-01", "2026-04-30")
    start = at("2026-04-06T08:00:00+02:00")

    assert at("2026-04-06T17:00:00+02:00") == made.deadline(start, 9 * 3600)
    assert at("2026-04-07T08:00:00+02:00") == made.latest_met(start, 9 * 3600)


def test_pause_beyond_the_range() -> None:
    """A pause is cut to the record, so it may end in years that are not known."""
    made = make([(0, 50)])

    assert 10 == made.elapsed(0, 20, [(10, 10**9)])
    assert 10 == made.deadline(0, 10, [(10, 10**9)])


def test_survives_pickling() -> None:
    """A timeline, with its arrays, can be sent to another process."""
    made = make([(0, 50)])
    made.bulk.w([1])
    copy = pickle.loads(pickle.dumps(made))

    assert (made.spans, made.name) == (copy.spans, copy.name)
    assert [7] == copy.bulk.w([7]).tolist()
