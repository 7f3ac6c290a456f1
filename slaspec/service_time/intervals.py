"""
Algebra on sets of whole numbers, written as intervals.

A set is an `(n, 2)` array of int64: half-open intervals `[begin, end)`, sorted, disjoint and not
touching. Every function returns that form; `normalise` makes it of any pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from slaspec.errors import ServiceTimeError

if TYPE_CHECKING:
    from collections.abc import Iterable

Intervals = NDArray[np.int64]


def normalise(pairs: Intervals | Iterable[tuple[int, int]]) -> Intervals:
    """
    The union of any pairs `(begin, end)`, in any order, overlapping, touching or empty.

    Raises `ServiceTimeError` for a pair that ends before it begins.
    """
    listed = pairs if isinstance(pairs, np.ndarray) else list(pairs)
    array = np.asarray(listed, dtype=np.int64).reshape(-1, 2)
    reversed_rows = np.flatnonzero(array[:, 1] < array[:, 0])
    if reversed_rows.size:
        begin, end = array[reversed_rows[0]].tolist()
        raise ServiceTimeError(f"an interval is reversed: it begins at {begin}, ends at {end}")
    return _covered(array, 1)


def union(a: Intervals, b: Intervals) -> Intervals:
    """Numbers in `a` or in `b`."""
    return _covered(np.concatenate((a, b)), 1)


def intersect(a: Intervals, b: Intervals) -> Intervals:
    """Numbers in `a` and in `b`."""
    return _covered(np.concatenate((a, b)), 2)


def complement(a: Intervals, first: int, last: int) -> Intervals:
    """Numbers of `[first, last)` that are not in `a`."""
    inner = clip(a, first, last)
    edges = np.concatenate(([first], inner.ravel(), [max(first, last)]))
    return _not_empty(edges.reshape(-1, 2))


def subtract(a: Intervals, b: Intervals) -> Intervals:
    """Numbers in `a` that are not in `b`."""
    if not len(a) or not len(b):
        return a
    return intersect(a, complement(b, int(a[0, 0]), int(a[-1, 1])))


def clip(a: Intervals, first: int, last: int) -> Intervals:
    """Numbers of `a` in `[first, last)`."""
    return _not_empty(np.minimum(np.maximum(a, first), max(first, last)))


def length(a: Intervals) -> int:
    """How many numbers are in `a`."""
    return int((a[:, 1] - a[:, 0]).sum())


def _not_empty(pairs: Intervals) -> Intervals:
    return pairs[pairs[:, 0] < pairs[:, 1]]


def _covered(pairs: Intervals, times: int) -> Intervals:
    """Numbers that lie in at least so many of the pairs: a sweep over all edges."""
    edges = pairs.ravel()
    order = np.argsort(edges, kind="stable")
    edges = edges[order]
    depth = np.cumsum(1 - 2 * (order & 1))  # an even position opens, an odd one closes
    last_of_its_value = np.append(edges[1:] != edges[:-1], np.ones(min(1, edges.size), dtype=bool))
    edges, inside = edges[last_of_its_value], depth[last_of_its_value] >= times
    changes = inside != np.append(np.zeros(min(1, edges.size), dtype=bool), inside[:-1])
    found: Intervals = edges[changes].reshape(-1, 2)
    return found
