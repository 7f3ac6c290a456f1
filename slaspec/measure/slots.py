"""
Down time counted in slots: `{of: 5min, aligned: clock | outage, down_if: wholly | any}`.

A slot on the clock begins where the local clock shows a full multiple of its length, and where
the clock is put forward over one. A slot of an outage begins with the merged outage, or where the
slot before it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.down_time import DownTime, covered
from slaspec.service_time.civil import local_date
from slaspec.service_time.offsets import Offsets, offsets_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from slaspec.language.model.metric import Quantum
    from slaspec.language.quantities import Zone
    from slaspec.records.tickets import Int64
    from slaspec.service_time.intervals import Intervals

    Edges = tuple[Callable[[Int64], Int64], Callable[[Int64], Int64]]


def in_slots(down: DownTime, quantum: Quantum, zone: Zone) -> DownTime:
    """
    Down time in whole slots of a metric.

    With `any` a slot is down as much as its worst second, with `wholly` as its best one.
    """
    merged = down.any
    if not len(merged):
        return down
    slots = _on_clock if quantum.aligned == "clock" else _from_outage
    floor, ceiling = slots(merged, quantum.of.seconds, zone)
    if quantum.down_if == "any":
        return down.each(lambda times: covered(_pairs(floor(times[:, 0]), ceiling(times[:, 1]))))
    return down.each(lambda times: covered(_pairs(ceiling(times[:, 0]), floor(times[:, 1]))))


def _pairs(begins: Int64, ends: Int64) -> Intervals:
    return np.stack((begins, ends), axis=1)


def _from_outage(merged: Intervals, length: int, _: Zone) -> Edges:
    """The edges of slots that begin with each merged outage, for instants inside of it."""
    begins = merged[:, 0]

    def base(instants: Int64) -> Int64:
        # An end is one second behind what is down: it belongs to the outage before it.
        return begins[np.searchsorted(merged[:, 1], instants, side="left")]

    def floor(instants: Int64) -> Int64:
        return instants - (instants - base(instants)) % length

    def ceiling(instants: Int64) -> Int64:
        return instants + (base(instants) - instants) % length

    return floor, ceiling


def _on_clock(merged: Intervals, length: int, zone: Zone) -> Edges:
    first = local_date(int(merged[0, 0]), zone).year
    last = local_date(int(merged[-1, 1]), zone).year
    clock = ClockSlots(offsets_of(str(zone), first, last), length)
    return clock.floor, clock.ceiling


class ClockSlots:
    """
    Slots of so many seconds, a divisor of a day, on the clock of a zone.

    `_floors` and `_ceilings` hold, for the first instant of each stretch of constant offset, the
    last edge up to it and the first edge from it on.
    """

    def __init__(self, offsets: Offsets, length: int) -> None:
        self._length = length
        self._begins = np.array(offsets.begins, dtype=np.int64)
        self._offsets = np.array(offsets.offsets, dtype=np.int64)
        self._floors = self._begins.copy()
        self._ceilings = self._begins.copy()
        changes = range(1, len(self._begins))
        inside = [i for i in changes if not self._is_edge(i)]
        for i in inside:
            before = np.array([self._begins[i] - 1])
            self._floors[i] = self.floor(before)[0]
        for i in reversed(inside):
            self._ceilings[i] = self.ceiling(self._begins[i : i + 1] + 1)[0]

    def floor(self, instants: Int64) -> Int64:
        """The last edge up to each instant."""
        stretch = self._stretch(instants)
        edge = instants - (instants + self._offsets[stretch]) % self._length
        found: Int64 = np.where(edge >= self._begins[stretch], edge, self._floors[stretch])
        return found

    def ceiling(self, instants: Int64) -> Int64:
        """The first edge from each instant on."""
        stretch = self._stretch(instants - 1)
        edge = instants + -(instants + self._offsets[stretch]) % self._length
        following = np.minimum(stretch + 1, len(self._begins) - 1)
        beyond = (following > stretch) & (edge >= self._begins[following])
        found: Int64 = np.where(beyond, self._ceilings[following], edge)
        return found

    def _stretch(self, instants: Int64) -> Int64:
        found: Int64 = np.searchsorted(self._begins, instants, side="right") - 1
        return found

    def _is_edge(self, stretch: int) -> bool:
        """Whether a slot begins where the clock is changed."""
        begin = int(self._begins[stretch])
        shown = begin + int(self._offsets[stretch])
        slot_before = (begin - 1 + int(self._offsets[stretch - 1])) // self._length
        return shown % self._length == 0 or shown // self._length != slot_before
