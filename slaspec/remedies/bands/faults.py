"""What is wrong with a printed range table, each with the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from slaspec.remedies.bands.band import Band
from slaspec.remedies.bands.table import Table
from slaspec.remedies.cut import Cut


class Fault(NamedTuple):
    """An ambiguity of a table: its id in docs/ambiguities.md, a sentence, and the line."""

    id: str
    sentence: str
    line: int


def faults(table: Table) -> list[Fault]:
    """
    Values that no row claims, or two; rows that pay less for worse, or where nothing is wrong.

    In the order of the lines.
    """
    found = [*_claimed_twice(table), *_unassigned(table), *_pays_less(table)]
    found += [*_worst_end(table), *_pays_when_met(table)]
    return sorted(found, key=lambda fault: (fault.line, fault.id))


def _claimed_twice(table: Table) -> Iterator[Fault]:
    for band, other in combinations(table.bands, 2):
        if other.low < band.high:
            values = table.axis.between(other.low, min(band.high, other.high))
            yield _of_two("CR002", f"{values} is claimed twice, by", band, other)


def _unassigned(table: Table) -> Iterator[Fault]:
    furthest = table.bands[0]
    for band in table.bands[1:]:
        if band.low > furthest.high:
            values = table.axis.between(furthest.high, band.low)
            yield _of_two("CR001", f"{values} is not assigned, between", furthest, band)
        furthest = max(furthest, band, key=lambda each: each.high)


def _pays_less(table: Table) -> Iterator[Fault]:
    if table.worse_is_lower is None and len(table.bands) > 1:
        sentence = "nobody can say which values are worse: the rows pay sometimes more, then less"
        yield Fault("CR004", sentence, table.bands[0].line)
        return
    for low, high in pairwise(table.bands):
        worse, better = (low, high) if table.worse_is_lower else (high, low)
        if worse.pays.value < better.pays.value:
            sentence = f"worse service pays less: {worse.name} is worse than {better.name}"
            yield Fault("CR004", sentence, max(worse.line, better.line))


def _of_two(id: str, words: str, *bands: Band) -> Fault:
    first, second = sorted(bands, key=lambda band: band.line)
    return Fault(id, f"{words} {first.name} and {second.name}", second.line)


def _worst_end(table: Table) -> Iterator[Fault]:
    lower, axis = table.worse_is_lower, table.axis
    if lower is None:
        if len(table.bands) == 1:
            sentence = f"nobody can say which values are worse than those of {table.best.name}"
            yield Fault("CR005", sentence, table.best.line)
        return
    worst = table.worst
    beyond = (axis.first, worst.low) if lower else (worst.high, axis.last)
    if beyond[0] != beyond[1]:
        values = axis.between(*beyond)
        yield Fault(
            "CR005", f"the worst values have no row: {values}, beyond {worst.name}", worst.line
        )


def _pays_when_met(table: Table) -> Iterator[Fault]:
    lower, best, objective = table.worse_is_lower, table.best, table.objective
    if lower is None:
        return
    end = best.high == table.axis.last if lower else best.low == table.axis.first
    if end and best.pays.value > 0:
        yield Fault("CR006", f"{best.name} pays where nothing is wrong at all", best.line)
    if objective is None:
        return
    for band in table.bands:
        met = band.high > Cut(objective, False) if lower else band.low < Cut(objective, True)
        if met and band.pays.value > 0 and not (band is best and end):
            values = table.axis.figure(objective)
            sentence = f"{band.name} pays where the objective of {values} is met"
            yield Fault("CR006", sentence, band.line)
