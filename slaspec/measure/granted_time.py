"""
Time of an availability that accepted entries of the Ledger excuse.

An entry that is limited to some components or outages excuses what they alone took down: a second
in which anything else was down as well counts as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.measure.down_time import NOTHING
from slaspec.measure.excused_time import GrantedTime, is_standing, limit_of, open_hours
from slaspec.measure.seen import Seen, seen
from slaspec.records.outages import Outages, Probes
from slaspec.service_time.intervals import Intervals, intersect, normalise, subtract, union

if TYPE_CHECKING:
    from slaspec.measure.availability_terms import AvailabilityTerms
    from slaspec.measure.known import Bools
    from slaspec.measure.relief import Grant, Relief
    from slaspec.measure.results import Scope


def seen_besides(
    records: Outages | Probes, terms: AvailabilityTerms, relief: Relief, as_of: int
) -> dict[str, Seen]:
    """For each grant that is limited, what was seen of everything else; keys are of `granted`."""
    found = {}
    for position, grant in enumerate(relief.grants):
        if grant.holds(as_of) and _is_limited(grant):
            rest = _rows(records, ~_concerned(records, grant))
            found[_key(position)] = seen(rest, terms, as_of)
    return found


def granted(
    cells: Mapping[Any, Any],
    whole: Seen,
    terms: AvailabilityTerms,
    relief: Relief,
    scope: Scope,
) -> Iterator[GrantedTime]:
    """What each exclusion excuses by its entries, in the order in which the metric names them."""
    for exclusion, effect, hours in relief.exclusions:
        spans = NOTHING
        for position, grant in relief.numbered(exclusion, scope.as_of):
            rest = cells.get(_key(position), Seen({}))
            spans = union(spans, _spans(grant, whole, rest, terms, scope))
        if is_standing(exclusion) or not len(spans):
            continue
        at_most, per = limit_of(exclusion)
        yield GrantedTime(
            id=exclusion.id,
            at_most=at_most,
            per=per,
            shrinks=effect == "denominator",
            spans=intersect(spans, open_hours(hours, int(spans[0, 0]), int(spans[-1, 1]))),
        )


def _key(position: int) -> str:
    return f"besides {position:06}"


def _is_limited(grant: Grant) -> bool:
    return grant.records is not None or grant.parts is not None


def _spans(
    grant: Grant, whole: Seen, rest: Seen, terms: AvailabilityTerms, scope: Scope
) -> Intervals:
    span = normalise([grant.span or scope.term])
    if grant.records is not None:
        span = intersect(span, whole.watched(terms, scope).down.any)
    return subtract(span, rest.watched(terms, scope).down.any) if rest.rows else span


def _concerned(records: Outages | Probes, grant: Grant) -> Bools:
    """The rows that an entry speaks of; a probe has no number by which it could be named."""
    mine = np.ones(len(records), dtype=bool)
    if grant.parts is not None:
        codes = [i for i, part in enumerate(records.parts) if part in grant.parts]
        mine &= np.isin(records.part, codes)
    if grant.records is not None:
        ids = records.ids if isinstance(records, Outages) else ()
        named = (id in grant.records for id in ids)
        mine &= np.fromiter(named, dtype=bool, count=len(ids)) if len(ids) else False
    return mine


def _rows(records: Outages | Probes, which: Bools) -> Outages | Probes:
    """Some rows of a table."""
    part, kind_of = records.part[which], records.kind_of[which]
    if isinstance(records, Probes):
        return replace(records, part=part, at=records.at[which], kind_of=kind_of)
    rows = np.flatnonzero(which).tolist()
    return replace(
        records,
        ids=tuple(records.ids[i] for i in rows),
        part=part,
        begin=records.begin[which],
        end=records.end[which],
        kind_of=kind_of,
        share=records.share[which],
        incidents=tuple(records.incidents[i] for i in rows) if records.incidents else (),
    )
