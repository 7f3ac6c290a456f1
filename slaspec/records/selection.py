"""Some of the records of a table, as a table of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import StateHistory, Tickets

if TYPE_CHECKING:
    from slaspec.records.outages import Outages
    from slaspec.records.tickets import Int64


def selected(tickets: Tickets, rows: Int64) -> Tickets:
    """The tickets at some positions, in this order, with their whole histories."""
    if len(rows) == len(tickets) and bool((np.diff(rows) > 0).all()):
        return tickets
    places = rows.tolist()
    met, elapsed = tickets.tool_met, tickets.tool_elapsed
    return replace(
        tickets,
        ids=tuple(tickets.ids[i] for i in places),
        service=tickets.service[rows],
        priority_first=tickets.priority_first[rows],
        priority_final=tickets.priority_final[rows],
        last_state=tickets.last_state[rows],
        stamps={event: held[rows] for event, held in tickets.stamps.items()},
        history=None if tickets.history is None else _histories(tickets.history, rows),
        tool_met=None if met is None else met[rows],
        tool_elapsed=None if elapsed is None else elapsed[rows],
        fields={name: [held[i] for i in places] for name, held in tickets.fields.items()},
    )


def selected_outages(outages: Outages, rows: Int64) -> Outages:
    """The outages at some positions, in this order."""
    places = rows.tolist()
    return replace(
        outages,
        ids=tuple(outages.ids[i] for i in places),
        part=outages.part[rows],
        begin=outages.begin[rows],
        end=outages.end[rows],
        kind_of=outages.kind_of[rows],
        share=outages.share[rows],
        incidents=tuple(outages.incidents[i] for i in places) if outages.incidents else (),
    )


def _histories(history: StateHistory, rows: Int64) -> StateHistory:
    sizes = np.diff(history.first)[rows]
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    kept = np.arange(first[-1]) + np.repeat(history.first[:-1][rows] - first[:-1], sizes)
    return StateHistory(
        first=first,
        at=history.at[kept],
        state=history.state[kept],
        priority=history.priority[kept],
        group=history.group[kept],
    )
