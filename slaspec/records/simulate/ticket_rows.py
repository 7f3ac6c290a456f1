"""The history of many tickets at once: step by step, each for all tickets or for some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import NO_CODE, STATES, StateHistory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slaspec.records.tickets import Int32, Int64


class TicketRows:
    """
    Collects the steps of tickets in the order in which they happen to every one of them.

    `priority` and `group` are the codes in force; a step keeps those of its time.
    """

    def __init__(self, priority: Int64, group: Int64 | None) -> None:
        self.priority = priority.astype(np.int32)
        self.group: Int32 | None = None if group is None else group.astype(np.int32)
        self._steps: list[tuple[Int64 | None, Int64, Int64 | int, Int32, Int32 | None]] = []

    def add(self, at: Int64, state: Int64 | int, owners: Int64 | None = None) -> None:
        """A step at some instants: of all tickets, or of the owners, each of them once."""
        priority = self.priority if owners is None else self.priority[owners]
        group = self.group
        if group is not None:
            group = group.copy() if owners is None else group[owners]
        self._steps.append((owners, at, state, priority, group))

    def reclassify(self, priority: Int64, owners: Int64) -> None:
        """Another priority for some tickets, from their next step on."""
        self.priority = self.priority.copy()
        self.priority[owners] = priority

    def hand_over(self, group: Int64, owners: Int64) -> None:
        """Another group for some tickets, from their next step on."""
        assert self.group is not None
        self.group[owners] = group

    def history(self) -> StateHistory:
        """The steps, ticket by ticket."""
        count = len(self.priority)
        sizes = np.zeros(count, dtype=np.int64)
        for owners, *_ in self._steps:
            sizes[slice(None) if owners is None else owners] += 1
        first = np.concatenate(([0], np.cumsum(sizes)))
        total, following = int(first[-1]), first[:-1].copy()
        at, states = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int8)
        priorities = np.empty(total, dtype=np.int32)
        groups = np.full(total, NO_CODE, dtype=np.int32)
        for owners, instants, state, priority, group in self._steps:
            mine = slice(None) if owners is None else owners
            rows = following[mine]
            at[rows], states[rows], priorities[rows] = instants, state, priority
            if group is not None:
                groups[rows] = group
            following[mine] += 1
        return StateHistory(first, at, states, priorities, groups)


def joined(histories: Sequence[StateHistory]) -> StateHistory:
    """The histories of consecutive tickets as one."""
    sizes = np.concatenate([np.diff(each.first) for each in histories])
    return StateHistory(
        first=np.concatenate(([0], np.cumsum(sizes))),
        at=np.concatenate([each.at for each in histories]),
        state=np.concatenate([each.state for each in histories]),
        priority=np.concatenate([each.priority for each in histories]),
        group=np.concatenate([each.group for each in histories]),
    )


def code(state: str) -> int:
    """The code of a state."""
    return STATES.index(state)
