"""What happened to each ticket of a history, as columns: resolved, waited, reopened, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import ABSENT, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from slaspec.records.tickets import Int8, Int32, Int64, StateHistory, Tickets

    Bools = NDArray[np.bool_]

WAITING = ("waiting_customer", "waiting_supplier", "waiting_internal")
_WAITING = [STATES.index(state) for state in WAITING]
_STOPPED = [STATES.index(state) for state in ("resolved", "closed", "cancelled", "duplicate")]


@dataclass(frozen=True)
class Waits:
    """Spans of waiting before the first resolution: whose, in which state, how long."""

    owner: Int64
    state: Int64
    seconds: Int64


@dataclass(frozen=True)
class Seen:
    """
    One entry for each ticket, `ABSENT` for what did not happen.

    `resolved` is the first resolution, `last_resolved` the one that lasted; `reopened` the first
    reopening and `resolved_again` the resolution after it. `waited` are seconds before `resolved`.
    """

    tickets: Tickets
    reported: Int64
    resolved: Int64
    last_resolved: Int64
    closed: Int64
    reopened: Int64
    resolved_again: Int64
    waited: Int64
    waits: Waits

    @property
    def is_resolved(self) -> Bools:
        """Tickets that were resolved, and not before they were reported."""
        found: Bools = (self.resolved != ABSENT) & (self.resolved >= self.reported)
        return found

    @property
    def open_seconds(self) -> Int64:
        """From the report to the first resolution; 0 where there is none."""
        return np.where(self.is_resolved, self.resolved - self.reported, 0)


def seen(tickets: Tickets) -> Seen:
    """What happened to the tickets of a table, by its history and the times that it states."""
    stamps, count = tickets.stamps, len(tickets)
    absent = np.full(count, ABSENT, dtype=np.int64)
    stated = {event: stamps.get(event, absent) for event in ("reported", "resolved", "closed")}
    history = tickets.history
    if history is None:
        nothing = np.empty(0, dtype=np.int64)
        resolved, closed = stated["resolved"], stated["closed"]
        none = Waits(nothing, nothing, nothing)
        zero = np.zeros(count, dtype=np.int64)
        return Seen(
            tickets, stated["reported"], resolved, resolved, closed, absent, absent, zero, none
        )
    return _from_history(tickets, history, stated)


def _from_history(tickets: Tickets, history: StateHistory, stated: dict[str, Int64]) -> Seen:
    owner = np.repeat(np.arange(len(tickets)), np.diff(history.first))
    state = history.state.astype(np.int64)
    reported = np.where(
        stated["reported"] == ABSENT, history.at[history.first[:-1]], stated["reported"]
    )
    is_resolved = state == STATES.index("resolved")
    stopped = np.isin(state, _STOPPED)
    same = np.append(False, owner[1:] == owner[:-1])
    reopens = same & ~stopped & np.append(False, stopped[:-1])
    reopened = _first(history.at, owner, reopens, len(tickets))
    resolved = _first(history.at, owner, is_resolved, len(tickets))
    last = _last(history.at, owner, is_resolved, len(tickets))
    if "resolved" in tickets.stamps:  # a stamp tells the resolution that lasted
        last = stated["resolved"]
        resolved = np.where(reopened == ABSENT, last, resolved)
    closed = _last(history.at, owner, state == STATES.index("closed"), len(tickets))
    closed = np.where(stated["closed"] != ABSENT, stated["closed"], closed)
    again = is_resolved & (reopened[owner] != ABSENT) & (history.at > reopened[owner])
    waits = _waits(history, owner, state, np.where(resolved == ABSENT, closed, resolved))
    waited = np.zeros(len(tickets), dtype=np.int64)
    np.add.at(waited, waits.owner, waits.seconds)
    return Seen(
        tickets=tickets,
        reported=reported,
        resolved=resolved,
        last_resolved=last,
        closed=closed,
        reopened=reopened,
        resolved_again=_first(history.at, owner, again, len(tickets)),
        waited=waited,
        waits=waits,
    )


def _waits(history: StateHistory, owner: Int64, state: Int64, end: Int64) -> Waits:
    """Unbroken runs of rows in one state of waiting, cut to the end of their ticket."""
    rows = np.flatnonzero(np.isin(state, _WAITING))
    last = rows + 1 == history.first[owner[rows] + 1]
    until = np.where(last, end[owner[rows]], history.at[np.minimum(rows + 1, len(state) - 1)])
    until = np.minimum(until, end[owner[rows]])
    seconds = until - history.at[rows]
    alike = (np.diff(rows) == 1) & (np.diff(owner[rows]) == 0) & (np.diff(state[rows]) == 0)
    goes_on = np.append(False, alike)[: len(rows)]
    run = np.cumsum(~goes_on) - 1
    begins = np.flatnonzero(~goes_on)
    total = np.zeros(len(begins), dtype=np.int64)
    np.add.at(total, run, np.maximum(seconds, 0))
    some = total > 0
    return Waits(owner[rows][begins][some], state[rows][begins][some], total[some])


def _first(at: Int64, owner: Int64, wanted: Bools, count: int) -> Int64:
    return _picked(at, owner, np.flatnonzero(wanted)[::-1], count)


def _last(at: Int64, owner: Int64, wanted: Bools, count: int) -> Int64:
    return _picked(at, owner, np.flatnonzero(wanted), count)


def _picked(at: Int64, owner: Int64, rows: Int64, count: int) -> Int64:
    """The instant of the last of the rows of each ticket, in the order given."""
    found = np.full(count, ABSENT, dtype=np.int64)
    found[owner[rows]] = at[rows]
    return found


def counts_of(codes: Int64 | Int32 | Int8, names: Sequence[str]) -> dict[str, int]:
    """How often each name occurs, in the order of the names, without those that do not."""
    found = np.bincount(codes[codes >= 0], minlength=len(names)).tolist()
    return {name: count for name, count in zip(names, found, strict=False) if count}
