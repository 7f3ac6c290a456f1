"""Kind `Scenario`: what happened, record by record, and the verdicts that must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from slaspec.language.model.ledger import Entry
from slaspec.language.model.metric import Event, State
from slaspec.language.model.node import Node
from slaspec.language.quantities import Amount, Day, Instant, Share

Period = str
WindowName = str


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Node):
    """What happened to a ticket at one instant."""

    at_: Instant
    event: Event | None = None
    state: State | None = None
    priority: str | None = None
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordedTicket(Node):
    """One ticket, or `count` alike, with its events in the order of the source."""

    id: str
    service: str
    events: tuple[TicketEvent, ...]
    count: int | None = None
    priority: str | None = None
    fields: dict[str, str] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Its number, or those of all that are alike: `INC-1.1`, `INC-1.2`, …"""
        return numbered(self.id, self.count)


def numbered(id: str, count: int | None) -> tuple[str, ...]:
    """The number of one record, or of so many alike."""
    return (id,) if count is None else tuple(f"{id}.{i}" for i in range(1, count + 1))


@dataclass(frozen=True, kw_only=True)
class RecordedOutage(Node):
    """One outage of a component or service; without `until` it goes on."""

    id: str
    component: str
    from_: Instant
    until: Instant | None = None
    class_: str | None = None
    affected: Share | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Its number."""
        return (self.id,)


@dataclass(frozen=True, kw_only=True)
class RecordedRow(Node):
    """One dated row of a source, or `count` alike: a call, a check, a figure."""

    id: str
    service: str
    at_: Instant
    count: int | None = None
    value: Decimal | int | None = None
    good: int | None = None
    total: int | None = None
    fields: dict[str, str] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Its number, or those of all that are alike."""
        return numbered(self.id, self.count)


@dataclass(frozen=True, kw_only=True)
class SeededStream(Node):
    """The records that a profile brings on some dates; the same seed gives the same ones."""

    profile: str
    seed: int
    from_: Day
    through: Day
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class SourceRecords(Node):
    """The records of one data source: `tickets`, `outages`, `rows` or a seeded `stream`."""

    source: str
    tickets: tuple[RecordedTicket, ...] | None = None
    outages: tuple[RecordedOutage, ...] | None = None
    rows: tuple[RecordedRow, ...] | None = None
    stream: SeededStream | None = None

    @property
    def records(self) -> tuple[RecordedTicket | RecordedOutage | RecordedRow, ...]:
        """Its records, of whatever kind, as far as they are written out."""
        return self.tickets or self.outages or self.rows or ()


@dataclass(frozen=True, kw_only=True)
class Given(Node):
    """What happened."""

    records: tuple[SourceRecords, ...] | None = None
    ledger: tuple[Entry, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class ExpectedVerdict(Node):
    """The verdict on one objective in one window; figures are compared where they are written."""

    target: str
    window: WindowName
    verdict: Literal["met", "missed", "not_measured", "excused"]
    agreement: str | None = None
    objective: str | None = None
    met: int | None = None
    counted: int | None = None
    value: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Expected(Node):
    """What must come of it."""

    verdicts: tuple[ExpectedVerdict, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Scenario(Node):
    """Records and the verdicts expected of an agreement, and of others, as of a date."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Scenario"]
    id: str
    title: str
    agreement: str
    as_of: Day
    period: Period
    given: Given
    expect: Expected
    description: str | None = None
    also: tuple[str, ...] | None = None

    @property
    def judged(self) -> tuple[str, ...]:
        """The ids of the agreements that are judged."""
        return (self.agreement, *(self.also or ()))

    @property
    def sources(self) -> tuple[SourceRecords, ...]:
        """The given records, source by source."""
        return self.given.records or ()

    @property
    def verdicts(self) -> tuple[ExpectedVerdict, ...]:
        """The expected verdicts."""
        return self.expect.verdicts or ()
