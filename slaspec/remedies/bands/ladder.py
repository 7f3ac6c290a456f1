"""A table without faults as ladders: one for credits, one for bonuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from slaspec.remedies.bands.band import Band
from slaspec.remedies.bands.table import Table
from slaspec.remedies.cut import Cut


class RungWritten(NamedTuple):
    """One rung as a contract writes it: `{below: 99.9%, pays: 10%}`."""

    key: str
    threshold: str
    pays: str


class Ladders(NamedTuple):
    """The rungs of both sides, from mild to severe and from good to best; empty: none."""

    credit: tuple[RungWritten, ...]
    bonus: tuple[RungWritten, ...]


def ladders_of(table: Table) -> Ladders:
    """The ladders that pay what the table says; the table has no faults."""
    lower = bool(table.worse_is_lower)
    from_mild = tuple(reversed(table.bands)) if lower else table.bands
    credits = (band for band in from_mild if band.pays.value > 0)
    bonuses = (band for band in reversed(from_mild) if band.pays.value < 0)
    return Ladders(
        tuple(_rungs(table, credits, falling=lower)),
        tuple(_rungs(table, bonuses, falling=not lower)),
    )


def _rungs(table: Table, bands: Iterable[Band], *, falling: bool) -> Iterator[RungWritten]:
    """A rung at the near end of each row; rows that pay the same are one."""
    paid = ""
    for band in bands:
        pays = str(band.pays).removeprefix("-")
        if pays != paid:
            yield _rung(table, band.high if falling else band.low, pays, falling=falling)
        paid = pays


def _rung(table: Table, cut: Cut, pays: str, *, falling: bool) -> RungWritten:
    if falling:
        key = "at_or_below" if cut.after else "below"
    else:
        key = "above" if cut.after else "at_or_above"
    return RungWritten(key, table.axis.figure(cut.value), pays)
