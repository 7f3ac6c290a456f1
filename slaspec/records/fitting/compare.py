"""
A history against the stream that was fitted on it: how far is each figure from the other?

A distribution is compared by ranks: at each quantile of the history, the share of the stream at
or below it. So the figures are points of a percentage, whatever the unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.fitting.figures import percent, quantiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.records.fitting.seen import Bools, Seen
    from slaspec.records.tickets import Int64

_THOUSAND = 1000
_STRAIGHT = Fraction(1, 100)


@dataclass(frozen=True)
class Deviation:
    """
    One figure of a history and of its stream; `points` is how far they are apart, of one.

    `tolerance` is what chance explains at 99.9 % in so many records of the stream (Massart 1990:
    1.95 / sqrt n), and one point for the straight lines between quantiles. What is made of two
    lists of quantiles may be off by the tails that neither tells.
    """

    figure: str
    history: str
    stream: str
    points: Fraction
    tolerance: Fraction

    @property
    def within(self) -> bool:
        """Whether they are as near as can be expected."""
        return self.points <= self.tolerance


def deviations(history: Seen, stream: Seen, least: int) -> Iterator[Deviation]:
    """The figures that decide verdicts: priorities, times to resolution, waiting."""
    for number, name in enumerate(stream.tickets.priorities):
        real = history.tickets.priority_final == history.tickets.priorities.index(name)
        made = stream.tickets.priority_final == number
        told = np.isin(
            history.tickets.priority_final,
            [history.tickets.priorities.index(each) for each in stream.tickets.priorities],
        )
        yield _share(f"share of {name}", real[told], made)
        runs = _open(history, real), _open(stream, made)
        yield _ranks(f"{name} to resolution", *runs, least, _tails(history, real, least))
        waits = (history.waited > 0)[real & history.is_resolved]
        if waits.sum() >= least:
            waiting = (stream.waited > 0)[made & stream.is_resolved]
            yield _share(f"{name} that wait", waits, waiting)
    real, made = (each.is_resolved & (each.waited > 0) for each in (history, stream))
    if real.sum() >= least and made.any():
        waited = history.waited[real], stream.waited[made]
        yield _ranks("seconds waited", *waited, least, 2 * _untold(waited[0], least))


def _open(each: Seen, mine: Bools) -> Int64:
    return each.open_seconds[mine & each.is_resolved]


def _share(figure: str, real: Bools, made: Bools) -> Deviation:
    one, other = (Fraction(int(each.sum()), max(len(each), 1)) for each in (real, made))
    apart, tolerance = abs(one - other), _tolerance(len(made))
    return Deviation(figure, percent(one), percent(other), apart, tolerance)


def _tails(history: Seen, mine: Bools, least: int) -> Fraction:
    """How much of a priority's times are tails of one of two lists, with and without waiting."""
    waits = history.waited > 0
    lists = [_open(history, mine & waits), _open(history, mine & ~waits)]
    if not all(quantiles(each, least) for each in lists):
        return Fraction(0)  # told in one list
    told = sum(map(len, lists))
    return sum((Fraction(len(each), told) * _untold(each, least) for each in lists), Fraction(0))


def _ranks(figure: str, real: Int64, made: Int64, least: int, spare: Fraction) -> Deviation:
    ordered, stream = np.sort(real), np.sort(made)
    worst, at = Fraction(-1), ""
    for name, value in quantiles(real, least).items():
        below, up_to = (_rank(ordered, value, side) for side in ("left", "right"))
        less, found = (_rank(stream, value, side) for side in ("left", "right"))
        apart = max(Fraction(0), less - up_to, below - found)
        if apart > worst:
            rank = Fraction(int(name.removeprefix("p")), 100)
            worst, at = apart, f"{percent(min(max(rank, less), found))} at {name}"
    tolerance = _tolerance(len(made)) + spare
    return Deviation(figure, at.rpartition(" ")[2], at, max(worst, Fraction(0)), tolerance)


def _untold(values: Int64, least: int) -> Fraction:
    """The tail below the first quantile that is told."""
    first = next(iter(quantiles(values, least)), "p50")
    return Fraction(int(first.removeprefix("p")), 100)


def _rank(ordered: Int64, value: int, side: str) -> Fraction:
    places = np.searchsorted(ordered, value, side="left" if side == "left" else "right")
    return Fraction(int(places), max(len(ordered), 1))


def _tolerance(count: int) -> Fraction:
    """1.95 / sqrt n, with the root to a thousandth, and a point."""
    return Fraction(1950, max(1, isqrt(count * _THOUSAND * _THOUSAND))) + _STRAIGHT
