"""The parts of a history as one table: figures of a profile are counted over all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slaspec.records.outages import Outages
from slaspec.records.simulate.ticket_rows import joined
from slaspec.records.tables import Records
from slaspec.records.tickets import Tickets


def whole(parts: Sequence[Records]) -> Records:
    """
    Consecutive parts of one source, whose codes mean the same, as one table.

    What no profile is made of is left out: further columns, and the tool's own verdicts.
    """
    held = list(parts)
    tickets = [part for part in held if isinstance(part, Tickets)]
    outages = [part for part in held if isinstance(part, Outages)]
    if len(held) > 1 and len(tickets) == len(held):
        return _tickets(tickets)
    if len(held) > 1 and len(outages) == len(held):
        return _outages(outages)
    return held[0]


def _tickets(parts: Sequence[Tickets]) -> Tickets:
    first = parts[0]
    histories = [part.history for part in parts if part.history is not None]
    return Tickets(
        source=first.source,
        kind=first.kind,
        ids=(),
        services=first.services,
        service=np.concatenate([part.service for part in parts]),
        priorities=first.priorities,
        priority_first=np.concatenate([part.priority_first for part in parts]),
        priority_final=np.concatenate([part.priority_final for part in parts]),
        last_state=np.concatenate([part.last_state for part in parts]),
        stamps={
            event: np.concatenate([part.stamps[event] for part in parts]) for event in first.stamps
        },
        history=joined(histories) if histories else None,
        groups=first.groups,
    )


def _outages(parts: Sequence[Outages]) -> Outages:
    first = parts[0]
    return Outages(
        source=first.source,
        ids=[id for part in parts for id in part.ids],
        parts=first.parts,
        part=np.concatenate([part.part for part in parts]),
        begin=np.concatenate([part.begin for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        classes=first.classes,
        kind_of=np.concatenate([part.kind_of for part in parts]),
        shares=first.shares,
        share=np.concatenate([part.share for part in parts]),
    )
