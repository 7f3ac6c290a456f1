"""
Tickets as they are told: what every agreement's own metric wants to see, in one order of events.

A ticket belongs to one data source and one service. Agreements that are measured on the same
source see the same ticket; an event that two of them need at two instants cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from slaspec.backing.promise import ALL, Promise
from slaspec.errors import SlaspecError
from slaspec.language.model.metric import DurationMetric
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import local_time

_ORDER = ("reported", "active", "priority", "waiting")  # of what happens in one second
_MIDDLE, _LAST = 1, len(_ORDER)
_ENDS = ("resolved", "closed")


class NotTold(SlaspecError):
    """No records can show it; the message is the sentence that says why."""


class Wait(NamedTuple):
    """A stretch in which the clocks stand still, in a state."""

    begin: int
    end: int
    state: str


class Part(NamedTuple):
    """The stretch of a record that one promise judges: from its start event to its stop event."""

    promise: Promise
    begin: int
    end: int


@dataclass
class Ticket:
    """One ticket of a source and service, or `count` alike, while it is written."""

    source: str
    service: str
    count: int = 1
    priority: str = ALL
    events: dict[str, int] = field(default_factory=dict)
    waits: tuple[Wait, ...] = ()

    def tell(self, part: Part) -> None:
        """Add the start and the stop of a part; `NotTold` where it contradicts what is there."""
        metric = _metric(part.promise)
        self._happens(metric.start or "reported", part.begin, part.promise)
        self._happens(self._stop(metric, part.end), part.end, part.promise)
        self._has_priority(part.promise)

    def _stop(self, metric: DurationMetric, at: int) -> str:
        """The stop event: one that happens then anyway, else the first."""
        events = metric.stop or ("resolved",)
        return next((event for event in events if self.events.get(event) == at), events[0])

    def _happens(self, event: str, at: int, promise: Promise) -> None:
        if self.events.setdefault(event, at) != at:
            raise NotTold(
                f"no ticket of '{self.source}' can show it: {promise.name} needs it to be"
                f" {event.replace('_', ' ')} at another time than what else is measured there"
            )

    def _has_priority(self, promise: Promise) -> None:
        if promise.priority in (ALL, self.priority):
            return
        if self.priority != ALL:
            raise NotTold(
                f"no ticket of '{self.source}' can show it: it has one priority, and is"
                f" {self.priority} and {promise.priority} at once"
            )
        self.priority = promise.priority

    def data(self, id: str, zone: Zone) -> dict[str, Any]:
        """The ticket as a scenario has it; instants in a zone."""
        rows = sorted(self._rows(), key=lambda row: row[:2])
        return {
            "id": id,
            **({"count": self.count} if self.count > 1 else {}),
            "service": self.service,
            **({"priority": self.priority} if self.priority != ALL else {}),
            "events": [
                {"at": local_time(at, zone).isoformat(), **happened} for at, _, happened in rows
            ],
        }

    def _rows(self) -> list[tuple[int, int, dict[str, str]]]:
        first, last = min(self.events.values()), max(self.events.values())
        rows = [_row(at, event) for event, at in self.events.items()]
        for wait in self.waits:
            begin, end = max(wait.begin, first), min(wait.end, last)
            if begin < end:
                rows.append((begin, _ORDER.index("waiting"), {"state": wait.state}))
                rows.append((end, _ORDER.index("active"), {"state": "active"}))
        return rows


def _row(at: int, event: str) -> tuple[int, int, dict[str, str]]:
    rank = _LAST if event in _ENDS else _ORDER.index(event) if event in _ORDER else _MIDDLE
    return at, rank, {"state" if event in _ENDS else "event": event}


def _metric(promise: Promise) -> DurationMetric:
    assert isinstance(promise.metric, DurationMetric)
    return promise.metric


def source_of(promise: Promise) -> str:
    """The data source of a promise; `NotTold` where its metric names none."""
    if promise.metric.source is None:
        raise NotTold(f"{promise.name} is measured on no data source: name one in its metric")
    return promise.metric.source


class Tickets:
    """The tickets of a scenario, source by source, in the order in which they were told."""

    def __init__(self) -> None:
        self._told: list[Ticket] = []

    def tell(self, parts: list[Part], waits: tuple[Wait, ...] = (), count: int = 1) -> None:
        """One record (or so many alike) as each promise judges it: a ticket for each source."""
        made: dict[tuple[str, str], Ticket] = {}
        for part in parts:
            key = (source_of(part.promise), part.promise.target.service)
            ticket = made.setdefault(key, Ticket(*key, count=count, waits=waits))
            ticket.tell(part)
        self._told += made.values()

    def records(self, zone: Zone) -> list[dict[str, Any]]:
        """`given: records:` of a scenario."""
        by_source: dict[str, list[Ticket]] = {}
        for ticket in self._told:
            by_source.setdefault(ticket.source, []).append(ticket)
        return [
            {
                "source": source,
                "tickets": [t.data(f"INC-{i}", zone) for i, t in enumerate(tickets, 1)],
            }
            for source, tickets in by_source.items()
        ]
