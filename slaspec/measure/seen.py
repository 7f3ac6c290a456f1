"""
What was seen of the parts of a service: rows of outages and probes, which add up in any order.

Outages that overlap merge, and a probe speaks until the next one, whatever files they stand in. So
the rows themselves are kept, and what follows from them is worked out when all of them are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.measure.availability import Watched, watched
from slaspec.measure.down_time import NOTHING
from slaspec.measure.faults import located
from slaspec.measure.single_outages import Named
from slaspec.records.coverage import dates_covered, speaks_until, spoken_for
from slaspec.records.outages import ABSENT, NO_CODE, Outages, Probes
from slaspec.service_time.intervals import Intervals, intersect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.measure.availability_terms import AvailabilityTerms
    from slaspec.measure.results import Scope
    from slaspec.records.tickets import Int64


class Rows(NamedTuple):
    """
    Rows of one part, from one file: spans of outages, or instants of probes.

    `weights[rank]` is how much of the time of a row is down. `named` tells of the rows one by one,
    where a remedy asks for each.
    """

    times: Int64
    rank: NDArray[np.integer]
    weights: tuple[Fraction, ...]
    named: tuple[Named, ...] = ()

    def of(self, weight: Fraction) -> Int64:
        """The times of the rows of one weight."""
        ranks = [i for i, each in enumerate(self.weights) if each == weight]
        if len(ranks) == len(self.weights):
            return self.times
        mine = self.rank == ranks[0] if len(ranks) == 1 else np.isin(self.rank, ranks)
        return self.times[mine]


@dataclass(frozen=True, eq=False)
class Seen:
    """Rows by the part that they are of; `known` keeps what follows from all of them."""

    rows: Mapping[str, tuple[Rows, ...]]
    known: dict[Scope, Watched] = field(default_factory=dict)

    def __add__(self, other: Seen) -> Seen:
        parts = sorted({*self.rows, *other.rows})
        return Seen({p: (*self.rows.get(p, ()), *other.rows.get(p, ())) for p in parts})

    def watched(self, terms: AvailabilityTerms, scope: Scope) -> Watched:
        """When the service was down, and when nobody watched it."""
        if scope not in self.known:
            monitored, by_weight = _all(self, terms, scope)
            self.known[scope] = watched(by_weight, monitored, terms.counting, scope)
        return self.known[scope]

    @cached_property
    def named(self) -> list[Named]:
        """The rows one by one, by their begin, where a remedy asks for them."""
        return sorted(row for rows in self.rows.values() for each in rows for row in each.named)


def seen(records: Outages | Probes, terms: AvailabilityTerms, as_of: int) -> Seen:
    """The rows of what is measured, as known at `as_of`: what has no end lasts until then."""
    rows = {}
    for part in sorted(terms.parts.intersection(records.parts)):
        found = _rows_of(part, records, terms, as_of)
        if len(found.times):
            rows[part] = (found,)
    return Seen(rows)


def _rows_of(part: str, records: Outages | Probes, terms: AvailabilityTerms, as_of: int) -> Rows:
    mine = records.rows_of(part)
    begin = records.begin[mine] if isinstance(records, Outages) else records.at[mine]
    if (begin >= as_of).any():
        known = begin < as_of
        mine, begin = np.arange(len(records))[mine][known], begin[known]
    rank, weights = _weights(records, mine, terms)
    if isinstance(records, Probes):
        return Rows(begin, rank, weights)
    end = records.end[mine]
    lasts = (end == ABSENT) | (end > as_of)
    end = np.where(lasts, as_of, end)
    times = np.stack((begin, end), axis=1)
    if not terms.needs.each:
        return Rows(times, rank, weights)
    rows = np.arange(len(records))[mine].tolist()
    named = _named(records, rows, times, lasts.tolist())
    down = tuple(row for row, of in zip(named, rank.tolist(), strict=True) if weights[of])
    return Rows(times, rank, weights, down)


def _named(
    records: Outages, rows: Sequence[int], times: Int64, lasts: Sequence[bool]
) -> Iterator[Named]:
    """Some rows with their numbers."""
    for row, (begin, end), lasting in zip(rows, times.tolist(), lasts, strict=True):
        incident = records.incidents[row] if records.incidents else ""
        yield Named(begin, end, records.ids[row], incident, lasting)


def _weights(
    records: Outages | Probes, rows: Int64 | slice, terms: AvailabilityTerms
) -> tuple[NDArray[np.integer], tuple[Fraction, ...]]:
    """For each row the index of its weight: of its class, and of the users that it affected."""
    kinds: NDArray[np.integer] = records.kind_of[rows]
    weights = tuple(_class_weights(records.classes, kinds, terms))
    if terms.metric.weigh_by is None or not isinstance(records, Outages):
        return kinds, weights
    shares = records.shares or (Fraction(1),)
    pairs = kinds.astype(np.int64) * len(shares) + _affected(records, rows, terms)
    return pairs, tuple(weight * share for weight in weights for share in shares)


def _class_weights(
    classes: Sequence[str], kinds: NDArray[np.integer], terms: AvailabilityTerms
) -> Iterator[Fraction]:
    """The weight of each class; one that nobody weighs is an error where a row has it."""
    for code, word in enumerate(classes):
        needed = terms.weighs(word) or (kinds == code).any()
        yield terms.weight(word) if needed else Fraction(0)


def _affected(records: Outages, rows: Int64 | slice, terms: AvailabilityTerms) -> Int64:
    share = records.share[rows].astype(np.int64)
    silent = np.flatnonzero(share == NO_CODE)
    if silent.size:
        first = np.arange(len(records))[rows][silent[0]]
        raise located(
            f"outage '{records.ids[first]}' does not say how many users it affected, and"
            f" metric '{terms.metric.id}' weighs by them",
            terms.metric.at.of("weigh_by"),
            f"fill it in in the records of '{terms.source.id}', or drop weigh_by",
        )
    return share


def _all(
    seen: Seen, terms: AvailabilityTerms, scope: Scope
) -> tuple[Intervals | None, dict[Fraction, Intervals]]:
    """When somebody watched (None: all the time), and the spans of what was down."""
    if terms.silence_after is not None:
        return _probed(seen, terms.silence_after)
    covers, zone = terms.source.covers, terms.source.timezone or scope.zone
    monitored = None if covers is None else dates_covered(covers, zone)
    return monitored, _by_weight([rows for parts in seen.rows.values() for rows in parts])


def _by_weight(chunks: Sequence[Rows]) -> dict[Fraction, Int64]:
    weights = {weight for rows in chunks for weight in rows.weights if weight > 0}
    return {
        weight: np.concatenate([rows.of(weight) for rows in chunks if weight in rows.weights])
        for weight in weights
    }


def _probed(seen: Seen, silence_after: int) -> tuple[Intervals, dict[Fraction, Intervals]]:
    """A second is watched where every part that is probed at all is watched."""
    monitored: Intervals | None = None
    down: dict[Fraction, list[Intervals]] = {}
    for chunks in seen.rows.values():
        instants = _increasing([rows.times for rows in chunks])
        spoken = spoken_for(instants, silence_after)
        monitored = spoken if monitored is None else intersect(monitored, spoken)
        for weight, begins in _by_weight(chunks).items():
            ends = speaks_until(instants, np.searchsorted(instants, begins), silence_after)
            down.setdefault(weight, []).append(np.stack((begins, ends), axis=1))
    by_weight = {weight: np.concatenate(spans) for weight, spans in down.items()}
    return NOTHING if monitored is None else monitored, by_weight


def _increasing(parts: Sequence[Int64]) -> Int64:
    """Each instant once, in order; a sort is the dearest step, and rarely needed."""
    instants = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return instants if (instants[1:] > instants[:-1]).all() else np.unique(instants)
