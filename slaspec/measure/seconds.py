"""Times of many clocks, in service seconds: kept as arrays, ranked without a Python object each."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slaspec.records.tickets import Int64

_BITS = 34  # seconds from 1970 to 2199 fit
_SECONDS = (1 << _BITS) - 1
_AT_ONCE = 1 << 24


class Seconds:
    """Some times in order, packed or plain. Those of disjoint parts add up."""

    __slots__ = ("_sorted",)

    def __init__(self, times: Int64) -> None:
        self._sorted = times

    def __len__(self) -> int:
        return len(self._sorted)

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(np.sort(np.concatenate((self._plain(), other._plain()))))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Seconds) and np.array_equal(self._plain(), other._plain())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Seconds({self._plain().tolist()})"

    def nearest_rank(self, share: Fraction) -> Fraction | None:
        """
        The k-th smallest of n times, k = share x n rounded up; None where there is none.

        Source: the nearest-rank method (Hyndman and Fan 1996, definition 1).
        """
        if not len(self):
            return None
        rank = max(1, -(-share.numerator * len(self) // share.denominator))
        return Fraction(int(self._sorted[rank - 1]) & _SECONDS)

    def _plain(self) -> Int64:
        return self._sorted & _SECONDS


class Packed:
    """Times of clocks, each packed into one integer with the number of its cell, in parts."""

    def __init__(self) -> None:
        self._parts: list[Int64] = []

    def add(self, cell: Int64, seconds: Int64) -> None:
        """The times of some clocks, each in its cell."""
        if len(cell):
            packed = cell << _BITS
            packed |= seconds
            self._parts.append(packed)

    def plus(self, other: Packed) -> None:
        """The times of another part as well."""
        self._parts += other._parts

    def by_cell(self, cells: int) -> Iterator[tuple[int, Seconds]]:
        """
        The times of each cell that has some, of so many cells.

        They are sorted in batches, so that not all of them stand in memory twice.
        """
        batches = sum(map(len, self._parts)) // _AT_ONCE + 1
        edges = [cells * number // batches for number in range(batches + 1)]
        if batches > 1:
            for part in self._parts:
                part.sort()  # so that a batch is a slice of it
        for first, last in pairwise(edges):
            packed = _between(self._parts, first, last, whole=batches == 1)
            packed.sort()
            bounds = np.searchsorted(packed, np.arange(first, last + 1) << _BITS).tolist()
            for cell, (begin, end) in enumerate(pairwise(bounds), first):
                if begin < end:
                    yield cell, Seconds(packed[begin:end])


def _between(parts: Sequence[Int64], first: int, last: int, *, whole: bool) -> Int64:
    if not whole:
        bounds = first << _BITS, last << _BITS
        parts = [part[slice(*np.searchsorted(part, bounds))] for part in parts]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
