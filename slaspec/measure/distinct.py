"""Distinct rows of integer columns, and how often each occurs."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from slaspec.records.tickets import Int64

_BITS = 62


def distinct(*columns: Int64) -> tuple[list[tuple[int, ...]], list[int]]:
    """
    The distinct rows of columns of integers from 0 on, sorted, each with its count.

    Rows become single numbers where they fit into one: sorting these is far faster.
    """
    if not len(columns[0]):
        return [], []
    sizes = [int(column.max()) + 1 for column in columns]
    if prod(sizes) >> _BITS:
        rows, counts = np.unique(np.stack(columns), axis=1, return_counts=True)
        return list(map(tuple, rows.T.tolist())), counts.tolist()
    packed = columns[0].astype(np.int64)
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        packed = packed * size + column
    found, counts = np.unique(packed, return_counts=True)
    unpacked = []
    for size in reversed(sizes[1:]):
        found, rest = np.divmod(found, size)
        unpacked.append(rest.tolist())
    parts = [found.tolist(), *reversed(unpacked)]
    return list(zip(*parts, strict=True)), counts.tolist()
