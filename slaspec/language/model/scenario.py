"""Kind `Scenario`: what happened, and the verdicts and amounts that must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from slaspec.language.model.ledger import Entry
from slaspec.language.model.metric import Event, State
from slaspec.language.model.node import Node
from slaspec.language.quantities import Amount, Day, Instant, Money, Share

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
    incident: str | None = None

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
class RecordFile(Node):
    """The records of one data source in a file, as the source writes them."""

    source: str
    file: str


@dataclass(frozen=True, kw_only=True)
class MeasuredRow(Node):
    """
    The figures of one objective in one window, as a tool or a person states them.

    `value`; or `down` of `counted`, after exclusions (`excluded` is information); or each of the
    `outages`; or `good` of `total` records. The metric of the target says how a figure is read.
    """

    target: str
    window: WindowName
    agreement: str | None = None
    objective: str | None = None
    value: str | None = None
    down: str | None = None
    counted: str | None = None
    excluded: str | None = None
    outages: tuple[str, ...] | None = None
    incident: str | None = None
    good: int | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True)
class GivenCharge(Node):
    """What a service cost in a window: final, without tax."""

    window: WindowName
    service: str
    amount: Money


@dataclass(frozen=True, kw_only=True)
class Given(Node):
    """What happened: records, or figures that were measured of them, and what was paid before."""

    records: tuple[SourceRecords, ...] | None = None
    files: tuple[RecordFile, ...] | None = None
    measured: tuple[MeasuredRow, ...] | None = None
    charges: tuple[GivenCharge, ...] | None = None
    history: tuple[str, ...] | None = None
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
class ExpectedStep(Node):
    """One stage of the trail of a line; `in` and `out` are compared where they are written."""

    stage: str
    in_: str | None = None
    out: str | None = None


@dataclass(frozen=True, kw_only=True)
class ExpectedLine(Node):
    """
    What one remedy comes to for one objective in one window.

    Above zero it is owed to the customer, below zero it is a bonus of the provider.
    """

    target: str
    window: WindowName
    remedy: str
    amount: Money
    agreement: str | None = None
    objective: str | None = None
    record: str | None = None
    trail: tuple[ExpectedStep, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Expected(Node):
    """
    What must come of it.

    `lines` are all lines that are not zero; `total` is that of the agreement itself.
    """

    verdicts: tuple[ExpectedVerdict, ...] | None = None
    lines: tuple[ExpectedLine, ...] | None = None
    total: Money | None = None

    @property
    def settles(self) -> bool:
        """Whether amounts are expected."""
        return self.lines is not None or self.total is not None


@dataclass(frozen=True, kw_only=True)
class Scenario(Node):
    """What is given, and what is expected of an agreement, and of others, as of a date."""

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
    def of_sources(self) -> tuple[SourceRecords | RecordFile, ...]:
        """The given records of each source, written out or as a file."""
        return (*self.sources, *(self.given.files or ()))

    @property
    def figures(self) -> tuple[MeasuredRow, ...]:
        """The figures that are given in the place of records."""
        return self.given.measured or ()

    @property
    def verdicts(self) -> tuple[ExpectedVerdict, ...]:
        """The expected verdicts."""
        return self.expect.verdicts or ()

    @property
    def lines(self) -> tuple[ExpectedLine, ...]:
        """The expected lines."""
        return self.expect.lines or ()
