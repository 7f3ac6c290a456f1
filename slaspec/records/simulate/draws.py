"""
Random integers that can be drawn anywhere: the same block, name and seed give the same bits.

Philox is a function from a key and a counter to bits (Salmon et al., 2011). The key is the seed
and the number of the block; the counter is the number of the name and the position of the record.
So no draw depends on another: what one of them is used for, or is no longer used for, moves none
of the others. Only raw bits are taken from the library: what it makes of them may change between
its versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.records.tickets import Int64

    UInt64 = NDArray[np.uint64]

BLOCK = 1_000_000
SPAN = 2**64 - 1  # the block of what belongs to no record: days, the number of records
RUNS = 2**64 - 2  # that of what belongs to the runs of a simulation
LARGEST_SEED = 2**64 - 1
BITS = 32

# Each has a lane of its own; new ones are added at the end, so that no stream changes.
NAMES = (
    *("arrival", "day", "volume", "kind", "service", "waits", "duration", "part"),
    *("ending", "unresolved", "reopens", "reopens_after", "reopen_takes", "closes_after"),
    *("bulk", "change", "change_part", "group", "hand_overs"),
    *("assigned", "accepted", "first_response", "spans", "together"),
    *(f"{what}_{i}" for i in range(1, 6) for what in ("state", "begin", "length", "next", "at")),
    "run",
)
_LANES = {name: lane for lane, name in enumerate(NAMES)}
_DRAWS_A_COUNT = 4  # Philox 4x64 makes four numbers of one counter
_LOW = np.uint64(2**BITS - 1)


class Draws:
    """The draws of `count` records of a block from `first` on (a multiple of 4), by name."""

    def __init__(self, seed: int, block: int, count: int, first: int = 0) -> None:
        if not (isinstance(seed, int) and 0 <= seed <= LARGEST_SEED):
            raise UsageError(f"the seed {seed} is not a whole number from 0 to 2^64 - 1")
        self._key = np.array([seed, block], dtype=np.uint64)
        self._count, self._counter = count, first // _DRAWS_A_COUNT

    def raw(self, name: str) -> UInt64:
        """64 random bits for each record."""
        counter = np.array([self._counter, 0, 0, _LANES[name]], dtype=np.uint64)
        bits: UInt64 = np.random.Philox(key=self._key, counter=counter).random_raw(self._count)
        return bits

    def __call__(self, name: str) -> Int64:
        """32 random bits for each record, as a number from 0 to 2^32 - 1."""
        return (self.raw(name) & _LOW).view(np.int64)
