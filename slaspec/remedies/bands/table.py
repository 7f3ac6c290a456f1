"""The rows of a printed table in the order of their values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from slaspec.remedies.bands.band import Axis, Band
from slaspec.remedies.cut import Cut


class Table(NamedTuple):
    """
    At least one row, by the values that they claim, and what the values are.

    `objective` is the last value at which the promise is kept, where it is known.
    """

    bands: tuple[Band, ...]
    axis: Axis
    cumulative: bool = False
    objective: Fraction | None = None

    @property
    def worse_is_lower(self) -> bool | None:
        """
        Whether lower values are the worse ones; None: nobody can say.

        They are where all rows that pay lie below the objective, else where more is paid for them.
        """
        if (below := self._below_objective) is not None:
            return below
        steps = [high.pays.value - low.pays.value for low, high in pairwise(self.bands)]
        down, up = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
        if down != up:
            return down > up
        ends = self.bands[0].low == self.axis.first, self.bands[-1].high == self.axis.last
        return ends[0] if ends[0] != ends[1] else None

    @property
    def _below_objective(self) -> bool | None:
        if self.objective is None:
            return None
        paying = [band for band in self.bands if band.pays.value > 0]
        below = all(band.high <= Cut(self.objective, after=True) for band in paying)
        above = all(band.low >= Cut(self.objective, after=False) for band in paying)
        return below if below != above else None

    @property
    def best(self) -> Band:
        """The row of the best values."""
        return self.bands[-1] if self.worse_is_lower else self.bands[0]

    @property
    def worst(self) -> Band:
        """The row of the worst values."""
        return self.bands[0] if self.worse_is_lower else max(self.bands, key=lambda b: b.high)


def table_of(bands: Sequence[Band], axis: Axis) -> Table:
    """
    Rows in any order as a table.

    Rows that are all open on one side (below 99, below 95) are cumulative: they are read as a
    ladder reads them, where of those that match the most severe alone pays.
    """
    settled = [
        band._replace(low=axis.settled(band.low), high=min(axis.settled(band.high), axis.last))
        for band in bands
    ]
    apart = _from_below(settled, axis) or _from_above(settled, axis)
    ordered = sorted(apart or settled, key=lambda band: (band.low, band.high))
    return Table(tuple(ordered), axis, cumulative=bool(apart))


def _from_below(bands: Sequence[Band], axis: Axis) -> list[Band]:
    """Rows of `below 99`, each from where the next one ends; none where they are no such rows."""
    ordered = sorted(bands, key=lambda band: band.high)
    highs = {band.high for band in bands}
    if {band.low for band in bands} != {axis.first} or len(highs) != len(bands) > 1:
        return []
    return [ordered[0], *(b._replace(low=a.high) for a, b in pairwise(ordered))]


def _from_above(bands: Sequence[Band], axis: Axis) -> list[Band]:
    """Rows of `above 4h`, each up to where the next one begins."""
    ordered = sorted(bands, key=lambda band: band.low)
    lows = {band.low for band in bands}
    if {band.high for band in bands} != {axis.last} or len(lows) != len(bands) > 1:
        return []
    return [*(a._replace(high=b.low) for a, b in pairwise(ordered)), ordered[-1]]
