"""
What was known at an instant: the table of tickets without what happened after it.

A preview answers as of a date. Events, states and priorities that came later do not exist yet, so
the same export gives the same answer however late it was made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import ABSENT, NO_CODE, STATES, StateHistory, Tickets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from slaspec.records.tickets import Int8, Int32, Int64

    Bools = NDArray[np.bool_]


def known_at(tickets: Tickets, as_of: int) -> Tickets:
    """
    The tickets as known at `as_of` (UTC seconds, itself included).

    A ticket of which no event was known yet has the last state `NO_CODE`. Stamps stay as the
    source states them: whoever uses one compares it with `as_of`.
    """
    if tickets.history is None:
        return replace(tickets, last_state=_told_state(tickets, as_of))
    history = tickets.history
    if not len(history.at) or history.at.max() <= as_of:
        return tickets
    return _cut(tickets, history, history.at <= as_of)


def owners(history: StateHistory) -> Int64:
    """The ticket of each event."""
    return np.repeat(np.arange(len(history.first) - 1), np.diff(history.first))


def owners_of(first: Int64, rows: Int64) -> Int64:
    """The ticket of some events, in order; those of ticket i are `first[i]` to `first[i + 1]`."""
    begins, ends = first[:-1], first[1:]
    if len(rows) == len(begins) and (rows >= begins).all() and (rows < ends).all():
        return np.arange(len(rows))  # one of each, as often
    if (begins == ends).any():
        owner = np.repeat(np.arange(len(begins), dtype=np.int32), np.diff(first))
    else:  # at the first event of each ticket, but for the first ticket, the number goes up
        owner = np.zeros(first[-1], dtype=np.int32)
        owner[begins[1:]] = 1
        np.cumsum(owner, out=owner)
    return owner[rows].astype(np.int64)


def among(states: Int8, words: Iterable[str]) -> Bools:
    """Events or tickets in one of some states."""
    found = np.zeros(len(states), dtype=bool)
    for word in words:
        found |= states == STATES.index(word)
    return found


def _told_state(tickets: Tickets, as_of: int) -> Int8:
    """The state of a list of last times, or what its known times tell where one came later."""
    told = np.full(len(tickets), STATES.index("active"), dtype=np.int8)
    later = np.zeros(len(tickets), dtype=bool)
    for event in ("resolved", "closed"):
        stamp = tickets.stamps.get(event)
        if stamp is not None:
            told[(stamp != ABSENT) & (stamp <= as_of)] = STATES.index(event)
            later |= stamp > as_of
    return np.where(later, told, tickets.last_state)


def _cut(tickets: Tickets, history: StateHistory, known: Bools) -> Tickets:
    owner, count = owners(history), len(tickets)
    sizes = np.bincount(owner[known], minlength=count)
    kept = StateHistory(
        first=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        at=history.at[known],
        state=history.state[known],
        priority=history.priority[known],
        group=history.group[known],
    )
    cut = np.bincount(owner[~known], minlength=count) > 0
    last = np.full(count, NO_CODE, dtype=np.int8)
    some = sizes > 0
    last[some] = kept.state[kept.first[1:][some] - 1]
    first_priority, last_priority = _priorities(kept, count)
    return replace(
        tickets,
        history=kept,
        last_state=np.where(cut, last, tickets.last_state),
        priority_first=np.where(cut, first_priority, tickets.priority_first),
        priority_final=np.where(cut, last_priority, tickets.priority_final),
    )


def _priorities(history: StateHistory, count: int) -> tuple[Int32, Int32]:
    """The first and the last priority that the events of each ticket state."""
    stated = np.flatnonzero(history.priority != NO_CODE)
    owner = owners(history)[stated]
    first = np.full(count, NO_CODE, dtype=np.int32)
    last = first.copy()
    named, begins, sizes = np.unique(owner, return_index=True, return_counts=True)
    first[named] = history.priority[stated[begins]]
    last[named] = history.priority[stated[begins + sizes - 1]]
    return first, last
