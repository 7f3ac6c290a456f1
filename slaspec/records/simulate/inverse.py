"""
From random bits to what a profile says: shares and quantiles as integer tables.

All rows of a table (one for each priority, say) stand in one list of bounds, so that one search
answers for records of all rows. A draw is a whole number below 2^32.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.simulate.draws import BITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from slaspec.language.quantities import Duration, Share
    from slaspec.records.tickets import Int64

    Points = Sequence[tuple[Fraction, int]]

ONE = 1 << BITS
MILLION = 1_000_000  # the parts of a share


def threshold(share: Share | None) -> int:
    """A draw below it happens with this probability."""
    return 0 if share is None else int(share.value * ONE)


def parts(share: Share) -> int:
    """A share in millionths, floored."""
    return int(share.value * MILLION)


class Choice:
    """One of several by their shares; the last one takes what rounding leaves."""

    def __init__(self, rows: Sequence[Sequence[Fraction]]) -> None:
        self._width = len(rows[0])
        bounds = []
        for number, shares in enumerate(rows):
            sums = [int(part * ONE) for part in accumulate(shares)]
            bounds += [(number << BITS) + bound for bound in (*sums[:-1], ONE)]
        self._bounds = np.array(bounds, dtype=np.int64)

    def of(self, draws: Int64, row: Int64 | int = 0) -> Int64:
        """The position of the choice of each draw."""
        if self._width == 1:
            return np.zeros(len(draws), dtype=np.int64)
        found = np.searchsorted(self._bounds, _keys(draws, row), side="right")
        return found - np.multiply(row, self._width)


class Inverse:
    """
    The inverse of distributions that are given by quantiles, with straight lines between them.

    Below the first quantile it is the first value, above the last the last.
    """

    def __init__(self, rows: Sequence[Points]) -> None:
        bounds: list[int] = []
        values: list[int] = []
        for number, points in enumerate(rows):
            begin = number << BITS
            bounds += [begin, *(begin + int(at * ONE) for at, _ in points), begin + ONE]
            values += [points[0][1], *(value for _, value in points), points[-1][1]]
        self._bounds = np.array(bounds, dtype=np.int64)
        self._values = np.array(values, dtype=np.int64)
        self._rises = np.append(np.diff(self._values), 0)
        self._widths = np.append(np.diff(self._bounds), ONE)

    def at(self, draws: Int64, row: Int64 | int = 0) -> Int64:
        """The value at each draw, floored to a whole number."""
        keys = _keys(draws, row)
        piece = np.searchsorted(self._bounds, keys, side="right") - 1
        beyond = keys - self._bounds[piece]
        found: Int64 = self._values[piece] + beyond * self._rises[piece] // self._widths[piece]
        return found


def _keys(draws: Int64, row: Int64 | int) -> Int64:
    keys: Int64 = draws + (np.asarray(row, dtype=np.int64) << BITS)
    return keys


def seconds_at(quantiles: Mapping[str, Duration]) -> Points:
    """`{p50: 2h}` as points of an `Inverse`, in seconds."""
    return sorted((position(name), duration.seconds) for name, duration in quantiles.items())


def parts_at(quantiles: Mapping[str, Share]) -> Points:
    """`{p50: 60%}` as points of an `Inverse`, in millionths."""
    return sorted((position(name), parts(share)) for name, share in quantiles.items())


def position(name: str) -> Fraction:
    """`p99.9` as the fraction 0.999."""
    from fractions import Fraction

    return Fraction(name.removeprefix("p")) / 100
