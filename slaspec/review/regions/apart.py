"""Where two exact curves pay differently: every such value, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from slaspec.remedies.analysis.curve import Curve, Piece, Steps
from slaspec.remedies.cut import Cut

MOST_STEPS = 4096  # of two staircases of different steps; more are not looked at one by one


class Stretch(NamedTuple):
    """The values between two cuts; None is an open end."""

    low: Cut | None
    high: Cut | None

    @property
    def is_point(self) -> bool:
        """Whether it is one value."""
        low, high = self
        return low is not None and high is not None and low.value == high.value


class Apart(NamedTuple):
    """
    A stretch on which one piece of each curve pays differently.

    Where it is not `exact`, some values of it may be paid alike.
    """

    stretch: Stretch
    before: Piece
    after: Piece
    exact: bool = True


def apart(before: Curve, after: Curve) -> Iterator[Apart]:
    """The stretches on which two curves differ, from low values to high; each as long as it is."""
    pieces = (*before.pieces, *after.pieces)
    cuts = sorted({cut for piece in pieces for cut in (piece.low, piece.high) if cut is not None})
    for low, high in pairwise((None, *cuts, None)):
        stretch = Stretch(low, high)
        one, two = _over(before, stretch), _over(after, stretch)
        if one is not None and two is not None:
            yield from _differing(one, two, stretch)


def _over(curve: Curve, stretch: Stretch) -> Piece | None:
    """The piece that holds a whole stretch."""
    for piece in curve.pieces:
        above = piece.low is None or (stretch.low is not None and piece.low <= stretch.low)
        below = piece.high is None or (stretch.high is not None and stretch.high <= piece.high)
        if above and below:
            return piece
    return None


def _differing(one: Piece, two: Piece, stretch: Stretch) -> Iterator[Apart]:
    steps = _common(one, two)
    if steps is not None:
        found = _but(stretch, _alike(one, two, steps))
    elif (sections := _sections(one, two, stretch)) is None:
        yield Apart(stretch, one, two, exact=False)
        return
    else:
        found = _joined(part for section in sections for part in _linear(one, two, section))
    yield from (Apart(each, one, two) for each in found)


def _common(one: Piece, two: Piece) -> Steps | None:
    """The steps by which both are counted, if they are the same; a constant counts by any."""
    listed = {piece.steps for piece in (one, two) if piece.steps is not None and piece.rise}
    if not listed:
        return Steps(Fraction(0), Fraction(1), True, "prorata")
    return next(iter(listed)) if len(listed) == 1 else None


def _alike(one: Piece, two: Piece, steps: Steps) -> Stretch | None:
    """Where two pieces of the same steps pay alike; None where nowhere."""
    rise, start = _rise(one) - _rise(two), two.start - one.start
    if not rise:
        return None if start else Stretch(None, None)
    count = start / rise
    if steps.fraction == "prorata":
        value = steps.value(count)
        return Stretch(Cut(value, after=False), Cut(value, after=True))
    if count.denominator != 1:
        return None
    whole = steps.fraction == "whole"
    near, far = (count, count + 1) if whole else (count - 1, count)
    first, last = steps.value(near), steps.value(far)
    if steps.rising:
        return Stretch(Cut(first, after=not whole), Cut(last, after=not whole))
    return Stretch(Cut(last, after=whole), Cut(first, after=whole))


def _rise(piece: Piece) -> Fraction:
    return piece.rise if piece.steps is not None else Fraction(0)


def _but(stretch: Stretch, out: Stretch | None) -> list[Stretch]:
    """A stretch without another one."""
    if out is None:
        return [stretch]
    parts = [
        (stretch.low, _first(stretch.high, out.low)) if out.low is not None else None,
        (_last(stretch.low, out.high), stretch.high) if out.high is not None else None,
    ]
    return [Stretch(*part) for part in parts if part is not None and _holds(*part)]


def _first(one: Cut | None, other: Cut) -> Cut:
    return other if one is None else min(one, other)


def _last(one: Cut | None, other: Cut) -> Cut:
    return other if one is None else max(one, other)


def _holds(low: Cut | None, high: Cut | None) -> bool:
    return low is None or high is None or low < high


def _sections(one: Piece, two: Piece, stretch: Stretch) -> list[Stretch] | None:
    """Parts of a stretch in which no step is taken; None where there are too many."""
    turns: set[Fraction] = set()
    for piece in (one, two):
        if piece.steps is None or piece.steps.fraction == "prorata":
            continue
        if stretch.low is None or stretch.high is None:
            return None
        span = (stretch.high.value - stretch.low.value) / piece.steps.step
        if span > MOST_STEPS:
            return None
        turns |= set(_turns(piece.steps, stretch.low.value, stretch.high.value))
    around = sorted(cut for each in turns for cut in (Cut(each, False), Cut(each, True)))
    inside = [
        cut
        for cut in around
        if (stretch.low is None or stretch.low < cut)
        and (stretch.high is None or cut < stretch.high)
    ]
    return [Stretch(*pair) for pair in pairwise((stretch.low, *inside, stretch.high))]


def _turns(steps: Steps, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """The values from `low` to `high` at which a step is taken."""
    ends = sorted((steps.distance(low), steps.distance(high)))
    for count in range(ceil(ends[0]), floor(ends[1]) + 1):
        yield steps.value(Fraction(count))


def _linear(one: Piece, two: Piece, section: Stretch) -> Iterator[Stretch]:
    """Where two straight lines differ: everywhere, nowhere, or but at one value."""
    if section.is_point:
        assert section.low is not None
        if one.at(section.low.value) != two.at(section.low.value):
            yield section
        return
    near, far = _inside(section)
    gap = one.at(near) - two.at(near)
    slope = (one.at(far) - two.at(far) - gap) / (far - near)
    if not slope:
        yield from (section,) if gap else ()
        return
    equal = near - gap / slope
    yield from _but(section, Stretch(Cut(equal, after=False), Cut(equal, after=True)))


def _inside(section: Stretch) -> tuple[Fraction, Fraction]:
    """Two values between the ends."""
    low, high = (None if cut is None else cut.value for cut in section)
    if low is None:
        high = Fraction(0) if high is None else high
        return high - 2, high - 1
    width = high - low if high is not None else Fraction(3)
    return low + width / 3, low + width * 2 / 3


def _joined(parts: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that follow on one another as one."""
    found: list[Stretch] = []
    for part in parts:
        if found and found[-1].high is not None and found[-1].high == part.low:
            found[-1] = Stretch(found[-1].low, part.high)
        else:
            found.append(part)
    return found
