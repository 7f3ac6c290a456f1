"""Signs that records were kept within a limit by other means than work, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from slaspec.backing.words import duration
from slaspec.measure.results import Scope

if TYPE_CHECKING:
    from slaspec.measure.evidence import BulkStop, Cluster
    from slaspec.measure.texts import TextPlan
    from slaspec.records.tables import Records

_ACTS = {"paused": "pauses of {} began", "lowered": "lowerings of the priority of {} fell"}
_A_QUESTION = "a question to ask, on which no verdict depends"


def manipulation(
    texts: Sequence[TextPlan], records: Mapping[str, Sequence[Records]], as_of: int
) -> Iterator[str]:
    """
    What clusters before a limit, and days on which records were stopped in bulk.

    They are counted and shown; no verdict depends on them. `as_of` is in UTC seconds.
    """
    from slaspec.measure.evidence import evidence
    from slaspec.measure.measure import term_of
    from slaspec.measure.texts import taken_by
    from slaspec.records.tickets import Tickets

    for plan, target, held in taken_by(texts, records, as_of):
        if target.metric.kind != "duration":
            continue
        tickets = [part for part in held if isinstance(part, Tickets)]
        scope = Scope(as_of, plan.zone, term_of(plan))
        found = evidence(target, tickets, scope)
        yield from map(_clustered, found.clusters)
        yield from _in_bulk(found.bulk_stops)


def _clustered(found: Cluster) -> str:
    from slaspec.measure.evidence import LAST

    of = found.target if found.objective == "all" else f"{found.target}/{found.objective}"
    last, limit = duration(found.limit // LAST), duration(found.limit)
    return (
        f"{found.near:,} of {found.total:,} {_ACTS[found.act].format(of)} in the last {last} of its"
        f" limit of {limit}; evenly spread it would be {found.total // LAST:,}: {_A_QUESTION}"
    )


def _in_bulk(found: Sequence[BulkStop]) -> Iterator[str]:
    if not found:
        return
    most, *others = found
    stand = "day stands" if len(others) == 1 else "days stand"
    days = f"; {len(others)} more {stand} out as well" if others else ""
    yield (
        f"{most.stops:,} clocks of {most.target} stopped on {most.day}, on the middle day of that"
        f" window {most.usual:,}; {most.near:,} of them in the last tenth of their limit,"
        f" {most.late:,} beyond it{days}: {_A_QUESTION}"
    )
