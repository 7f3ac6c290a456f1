"""The given tickets of a scenario in the canonical table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, get_args

import numpy as np

from slaspec.language.model.metric import Event, State
from slaspec.records.reading.mapping import NOT_FIELDS
from slaspec.records.tickets import ABSENT, STATES, StateHistory, Tickets
from slaspec.scenario.codes import codes, fields_of, names

if TYPE_CHECKING:
    from slaspec.language.model import DataSource
    from slaspec.language.model.scenario import RecordedTicket, SourceRecords, TicketEvent
    from slaspec.records.tickets import Int64

_EVENTS: tuple[str, ...] = get_args(Event)
_ENDS = ("resolved", "closed")  # events that are states: the rows show them
_LAST = ("updated", "next_response", "due", *_ENDS)  # of these the source states the last time
_FIRST_STATE: State = "new"


class _Row(NamedTuple):
    """A ticket after one of its events."""

    at: int
    state: str
    priority: str | None
    group: str | None


def tickets_of(given: SourceRecords, source: DataSource) -> Tickets:
    """
    The given tickets as the source would have delivered them, each as often as it is counted.

    With `layout: snapshot` only the last times are known, as of every such source.
    """
    records = [ticket for ticket in given.tickets or () for _ in ticket.ids]
    rows = [_rows(ticket) for ticket in records]
    is_snapshot = source.layout == "snapshot"
    priorities = names(row.priority for each in rows for row in each)
    services = names(ticket.service for ticket in records)
    groups = names(row.group for each in rows for row in each)
    return Tickets(
        source=source.id,
        kind=source.records or "incident",
        ids=tuple(id for ticket in given.tickets or () for id in ticket.ids),
        services=services,
        service=codes(services, [ticket.service for ticket in records]),
        priorities=priorities,
        priority_first=codes(priorities, [_first(each) for each in rows]),
        priority_final=codes(priorities, [each[-1].priority for each in rows]),
        last_state=_of_states(each[-1].state for each in rows).astype(np.int8),
        stamps={
            event: _stamps(event, records) for event in _EVENTS if is_snapshot or event not in _ENDS
        },
        history=None if is_snapshot else _history(rows, priorities, groups),
        groups=() if is_snapshot else groups,
        fields=fields_of(
            [ticket.fields for ticket in records],
            (key for key in source.columns or {} if key not in (*NOT_FIELDS, *_EVENTS)),
        ),
    )


def _rows(ticket: RecordedTicket) -> list[_Row]:
    """The events of a ticket; what an event does not say stays as it was."""
    opened = _Row(0, _FIRST_STATE, ticket.priority, None)
    return list(accumulate(ticket.events, _after, initial=opened))[1:]


def _after(before: _Row, event: TicketEvent) -> _Row:
    ended = event.event if event.event in _ENDS else None
    return _Row(
        at=event.at_.epoch,
        state=event.state or ended or before.state,
        priority=event.priority or before.priority,
        group=event.group or before.group,
    )


def _first(rows: list[_Row]) -> str | None:
    return next((row.priority for row in rows if row.priority is not None), None)


def _of_states(states: Iterator[str]) -> Int64:
    return np.array([STATES.index(state) for state in states], dtype=np.int64)


def _history(
    rows: list[list[_Row]], priorities: tuple[str, ...], groups: tuple[str, ...]
) -> StateHistory:
    flat = [row for each in rows for row in each]
    sizes = [len(each) for each in rows]
    return StateHistory(
        first=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64),
        at=np.array([row.at for row in flat], dtype=np.int64),
        state=_of_states(row.state for row in flat).astype(np.int8),
        priority=codes(priorities, [row.priority for row in flat]),
        group=codes(groups, [row.group for row in flat]),
    )


def _stamps(event: str, records: list[RecordedTicket]) -> Int64:
    """When an event happened to each ticket; a ticket is reported with its first event at last."""
    return np.array([_stamp(event, ticket) for ticket in records], dtype=np.int64)


def _stamp(event: str, ticket: RecordedTicket) -> int:
    times = [each.at_.epoch for each in ticket.events if event in (each.event, each.state)]
    choose: Callable[[list[int]], int] = (lambda t: t[-1]) if event in _LAST else (lambda t: t[0])
    if times:
        return choose(times)
    return ticket.events[0].at_.epoch if event == "reported" else ABSENT
