"""Rows ticket by ticket: which belong together, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.records.reading.coding import CodedRows
    from slaspec.records.tickets import Int64


@dataclass(frozen=True)
class Grouped:
    """
    `rows` are indices of rows with an id, ticket by ticket, in the source's own sequence.

    Those of ticket i are at positions `first[i]` to `first[i + 1]`; a ticket has at least one.
    `nameless` are the rows without an id.
    """

    rows: Int64
    first: Int64
    nameless: Int64

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def ticket(self) -> Int64:
        """The ticket at each position."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def sizes(self) -> Int64:
        """How many rows each ticket has."""
        return np.diff(self.first)

    @property
    def last(self) -> Int64:
        """The position of each ticket's last row."""
        return self.first[1:] - 1


def group(coded: CodedRows) -> Grouped:
    """
    Groups by id, tickets in order of their first row in the file.

    Within a ticket the `order` column decides, then the position in the file. Times never do:
    in real logs they sometimes run backwards.
    """
    ids = coded.codes["id"]
    named = np.flatnonzero(ids != ABSENT)
    keys = [ids[named]]
    if "order" in coded.codes:
        keys.insert(0, coded.codes["order"][named])
    sizes = np.bincount(ids[named])
    return Grouped(
        rows=named[np.lexsort(keys)],
        first=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        nameless=np.flatnonzero(ids == ABSENT),
    )


def first_known(codes: Int64, grouped: Grouped) -> Int64:
    """The first code of each ticket, by position, that is not negative; -1 where all are."""
    return _known_at(codes, grouped, np.minimum, len(codes))


def last_known(codes: Int64, grouped: Grouped) -> Int64:
    """The last code of each ticket, by position, that is not negative; -1 where all are."""
    return _known_at(codes, grouped, np.maximum, -1)


def _known_at(codes: Int64, grouped: Grouped, choose: np.ufunc, nowhere: int) -> Int64:
    if not len(grouped):
        return np.zeros(0, dtype=np.int64)
    positions = np.where(codes >= 0, np.arange(len(codes)), nowhere)
    chosen = choose.reduceat(positions, grouped.first[:-1])
    known: NDArray[np.bool_] = chosen != nowhere
    return np.where(known, codes[np.where(known, chosen, 0)], -1)
