"""Kind `Ledger`: what both sides recorded about an agreement, entry by entry, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Day, Instant, Money

Window = str


@dataclass(frozen=True, kw_only=True)
class Agreed(Node):
    """Who agreed for which party."""

    party: str
    by: str


@dataclass(frozen=True, kw_only=True)
class MaintenanceEntry(Node):
    """Planned work that was announced: its time is excused if the announcement was in time."""

    maintenance: str
    date: Day
    from_: Instant
    until: Instant
    notified: Instant
    services: tuple[str, ...] | None = None
    components: tuple[str, ...] | None = None
    records: tuple[str, ...] | None = None
    remark: str | None = None
    previous: str | None = None


@dataclass(frozen=True, kw_only=True)
class GrantedEntry(Node):
    """Time, records or whole windows that both sides agreed to excuse by an exclusion."""

    granted: str
    date: Day
    agreed_by: tuple[Agreed, ...]
    from_: Instant | None = None
    until: Instant | None = None
    services: tuple[str, ...] | None = None
    components: tuple[str, ...] | None = None
    records: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None
    windows: tuple[Window, ...] | None = None
    claimed: Day | None = None
    evidence: str | None = None
    remark: str | None = None
    previous: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimEntry(Node):
    """A remedy that the customer claimed, for a window, a record or an outage."""

    claim: str
    date: Day
    for_: str
    target: str | None = None
    received: Day | None = None
    remark: str | None = None
    previous: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceEntry(Node):
    """Which of several remedies for one event was chosen."""

    choice: str
    date: Day
    takes: str
    for_: str
    by: str
    remark: str | None = None
    previous: str | None = None


@dataclass(frozen=True, kw_only=True)
class MaxExposure(Node):
    """The most money that may be lost in a period."""

    amount: Money
    per: Literal["week", "month", "quarter", "year"]


@dataclass(frozen=True, kw_only=True)
class AcceptedRiskEntry(Node):
    """A promise that is not backed, accepted by somebody until a day, up to an amount."""

    accepted_risk: str
    date: Day
    by: str
    until: Day
    why: str
    max_exposure: MaxExposure
    previous: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatementEntry(Node):
    """What became of the statement of a window."""

    statement: Window
    date: Day
    state: Literal["issued", "agreed", "disputed", "adjusted", "settled", "lapsed"]
    sha256: str | None = None
    credit_note: str | None = None
    remark: str | None = None
    invoiced: Day | None = None
    targets: tuple[str, ...] | None = None
    previous: str | None = None


Entry = (
    MaintenanceEntry | GrantedEntry | ClaimEntry | ChoiceEntry | AcceptedRiskEntry | StatementEntry
)
ReliefEntry = MaintenanceEntry | GrantedEntry


@dataclass(frozen=True, kw_only=True)
class Ledger(Node):
    """Entries about one agreement in the order in which they were made."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Ledger"]
    id: str
    title: str
    agreement: str
    entries: tuple[Entry, ...]
    description: str | None = None
