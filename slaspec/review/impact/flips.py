"""Which windows have another verdict, and which records make the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.review.review import Flip

if TYPE_CHECKING:
    from slaspec.measure.results import Measured, Measurements

    Pair = tuple[Measured | None, Measured | None]
    Window = tuple[str, str, str]
    Turn = tuple[str, str, str, str]

MOST_RECORDS = 10
NO_VERDICT = "not_measured"  # no objective, no records, or nobody who measured them


def by_window(before: Measurements, after: Measurements) -> Iterator[Pair]:
    """The verdicts of both sides on each objective and window; None where a side has none."""
    one, two = ({_window(m): m for m in each.measured if _judged(m)} for each in (before, after))
    for window in {**two, **one}:
        yield one.get(window), two.get(window)


def flips(before: Measurements, after: Measurements) -> tuple[Flip, ...]:
    """The windows with another verdict, those of the later text first and in its order."""
    return tuple(flip(*pair) for pair in by_window(before, after) if is_turned(*pair))


def touched(before: Measurements, after: Measurements) -> frozenset[str]:
    """The records that only one side counts as missed, of the objectives that both have."""
    pairs = (pair for pair in by_window(before, after) if None not in pair)
    return frozenset(id for pair in pairs for id in _otherwise(*pair))


def differs(before: Measurements, after: Measurements) -> bool:
    """Whether any figure differs, or one side judges what the other does not."""
    if before is after:
        return False
    pairs = by_window(before, after)
    return any(one is not two and _figures(one) != _figures(two) for one, two in pairs)


def is_turned(one: Measured | None, two: Measured | None) -> bool:
    """Whether two sides say another verdict of a window."""
    return _said(one) != _said(two)


def flip(one: Measured | None, two: Measured | None) -> Flip:
    """
    What two sides say of a window.

    The records are those that only one side counts as missed; where there are none the objective
    itself is another, and those that missed it are named.
    """
    measured = two or one
    assert measured is not None
    records = sorted(_otherwise(one, two) or {*measured.missed_ids})
    return Flip(
        target=measured.target,
        objective=measured.objective,
        window=measured.window.name,
        before=_said(one),
        after=_said(two),
        records=tuple(records[:MOST_RECORDS]),
        more=max(0, len(records) - MOST_RECORDS),
    )


class Turns:
    """The windows of many runs with another verdict, counted by objective and verdicts."""

    def __init__(self) -> None:
        self._turns: Counter[Turn] = Counter()
        self._windows: Counter[tuple[str, str]] = Counter()

    def add(self, before: Measurements, after: Measurements) -> None:
        """The windows of one run."""
        if before is after:
            return
        for one, two in by_window(before, after):
            measured = two or one
            assert measured is not None
            self._windows[measured.target, measured.objective] += 1
            if one is not two and is_turned(one, two):
                self._turns[measured.target, measured.objective, _said(one), _said(two)] += 1

    def flips(self) -> tuple[Flip, ...]:
        """One for each kind of turn, with the number of its windows."""
        return tuple(
            Flip(
                target=target,
                objective=objective,
                window=f"{count:,} of {self._windows[target, objective]:,} windows",
                before=before,
                after=after,
                windows=count,
            )
            for (target, objective, before, after), count in sorted(self._turns.items())
        )


def _said(one: Measured | None) -> str:
    return NO_VERDICT if one is None else one.verdict


def _otherwise(one: Measured | None, two: Measured | None) -> set[str]:
    missed: tuple[set[str], ...] = tuple(
        {*each.missed_ids} if each else set() for each in (one, two)
    )
    return missed[0] ^ missed[1]


def _judged(one: Measured) -> bool:
    return one.verdict != NO_VERDICT


def _window(one: Measured) -> Window:
    return one.target, one.objective, one.window.name


def _figures(one: Measured | None) -> tuple[object, ...]:
    """What a side says of a window, but for the sentences."""
    if one is None:
        return ()
    counts = (one.verdict, one.met, one.counted, one.open, one.value, one.unit, one.judged)
    return (*counts, one.down, one.missed_ids, one.misses, one.days, dict(one.excluded))
