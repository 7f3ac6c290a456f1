"""The same tickets many times over, without writing their rows again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import StateHistory, Tickets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slaspec.records.tickets import Int64


def repeated(tickets: Tickets, counts: Sequence[int]) -> Tickets:
    """
    Each ticket as often as its count says (0 leaves it out), in the same order.

    The first keeps its id; further ones are `id-2`, `id-3`, …
    """
    taken = np.repeat(np.arange(len(tickets)), counts)
    names = [
        id if number == 1 else f"{id}-{number}"
        for id, count in zip(tickets.ids, counts, strict=True)
        for number in range(1, count + 1)
    ]
    owners = taken.tolist()
    return replace(
        tickets,
        ids=tuple(names),
        service=tickets.service[taken],
        priority_first=tickets.priority_first[taken],
        priority_final=tickets.priority_final[taken],
        last_state=tickets.last_state[taken],
        stamps={event: instants[taken] for event, instants in tickets.stamps.items()},
        history=None if tickets.history is None else _history(tickets.history, taken),
        tool_met=None if tickets.tool_met is None else tickets.tool_met[taken],
        tool_elapsed=None if tickets.tool_elapsed is None else tickets.tool_elapsed[taken],
        fields={key: [texts[i] for i in owners] for key, texts in tickets.fields.items()},
    )


def _history(history: StateHistory, taken: Int64) -> StateHistory:
    sizes = np.diff(history.first)[taken]
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    inside = np.arange(first[-1]) - np.repeat(first[:-1], sizes)
    rows = np.repeat(history.first[taken], sizes) + inside
    return StateHistory(
        first=first,
        at=history.at[rows],
        state=history.state[rows],
        priority=history.priority[rows],
        group=history.group[rows],
    )
