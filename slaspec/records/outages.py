"""
Outages and probes as columns: what every source of them is turned into.

Instants are int64 seconds since 1970-01-01T00:00:00Z. Every row names one part that can fail, a
component or a whole service, as an index of `parts`; labels are already mapped to our words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from slaspec.records.tickets import ABSENT, NO_CODE

if TYPE_CHECKING:
    from fractions import Fraction

    from slaspec.records.tickets import Int32, Int64

__all__ = ["ABSENT", "DOWN", "NO_CODE", "UP", "Outages", "Probes"]

DOWN = "down"  # the class of an outage whose source has no classes
UP = "up"  # the class of a probe that found nothing wrong


class _OfParts:
    """Rows that each name one part; they are looked up by it, however many there are."""

    parts: tuple[str, ...]
    part: Int32

    def rows_of(self, part: str) -> Int64 | slice:
        """The rows of one part, in the order of the table; a slice where they stand together."""
        rows, first = self._by_part
        code = self.parts.index(part)
        mine = slice(first[code], first[code + 1])
        return mine if rows is None else rows[mine]

    @cached_property
    def _by_part(self) -> tuple[Int64 | None, list[int]]:
        """All rows, part by part (None: as they stand), and where those of each part begin."""
        import numpy as np

        if len(self.parts) == 1:
            return None, [0, len(self.part)]
        counts = np.bincount(self.part, minlength=len(self.parts))
        first = [0, *np.cumsum(counts).tolist()]
        if (self.part[1:] >= self.part[:-1]).all():
            return None, first
        small = self.part.astype(np.int16) if len(self.parts) < 1 << 15 else self.part
        return np.argsort(small, kind="stable"), first  # of 16 bits the sort is a linear one


@dataclass(frozen=True)
class Outages(_OfParts):
    """
    Spans `[begin, end)` in which a part was not wholly up; `end` is `ABSENT` while one lasts.

    `kind_of` indexes `classes` (`down`, `partial`, `maintenance`, … in our words),
    `share` indexes `shares`: the part of all users that was affected, `NO_CODE` where the source
    does not state it. `incidents` holds the incident that each outage belongs to, if any. An
    incident over several parts is one outage for each of them, under one id.
    """

    source: str
    ids: Sequence[str]
    parts: tuple[str, ...]
    part: Int32
    begin: Int64
    end: Int64
    classes: tuple[str, ...]
    kind_of: Int32
    shares: tuple[Fraction, ...]
    share: Int32
    incidents: Sequence[str] = ()
    kind: str = "outage"

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Probes(_OfParts):
    """
    Single looks at a part: what was found at an instant, as an index of `classes`.

    A probe speaks until the next one of its part, but not longer than its source says.
    """

    source: str
    parts: tuple[str, ...]
    part: Int32
    at: Int64
    classes: tuple[str, ...]
    kind_of: Int32
    kind: str = "probe"

    def __len__(self) -> int:
        return len(self.at)
