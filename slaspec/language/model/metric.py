"""How something is measured. One class per metric kind; the set is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.node import Node
from slaspec.language.quantities import Duration, Share

Event = Literal[
    "reported",
    "assigned",
    "accepted",
    "first_response",
    "next_response",
    "updated",
    "resolved",
    "closed",
    "due",
]
State = Literal[
    "new",
    "queued",
    "active",
    "waiting_customer",
    "waiting_supplier",
    "waiting_internal",
    "resolved",
    "closed",
    "cancelled",
    "duplicate",
]
RecordKind = Literal["incident", "request", "problem", "change", "task", "outage"]
Filter = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class FixedSeconds(Node):
    """A window of a fixed length as denominator: `{fixed: 720h}`."""

    fixed: Duration


@dataclass(frozen=True, kw_only=True)
class Quantum(Node):
    """The slots in which down time is counted, and when a slot is down."""

    of: Duration
    aligned: Literal["clock", "outage"]
    down_if: Literal["wholly", "any"]


@dataclass(frozen=True, kw_only=True)
class MetricHead(MeasureAnswers):
    """What every metric says of itself."""

    id: str
    title: str | None = None
    definition: str | None = None
    source: str | None = None
    exclusions: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class DurationMetric(MetricHead):
    """Service time from a start event to a stop event of each record."""

    kind: Literal["duration"]
    records: RecordKind | None = None
    start: Event | None = None
    stop: tuple[Event, ...] | None = None
    pause: tuple[State, ...] | None = None
    where: Filter | None = None
    hours: str | None = None
    group: str | None = None
    visits: Literal["sum", "max"] | None = None


@dataclass(frozen=True, kw_only=True)
class AvailabilityMetric(MetricHead):
    """The share of counted time in which a service or component was up."""

    kind: Literal["availability"]
    of: str | None = None
    hours: str | None = None
    down: dict[str, Share] | None = None
    unmonitored: Literal["down", "up", "excluded"] | None = None
    quantum: Literal["exact"] | Quantum | None = None
    minimum_outage: Duration | None = None
    weigh_by: Literal["affected_users"] | None = None
    counted: Literal["window"] | FixedSeconds | None = None


@dataclass(frozen=True, kw_only=True)
class RatioMetric(MetricHead):
    """Good records of all records, or the mean of such shares over short intervals."""

    kind: Literal["ratio"]
    records: RecordKind | Literal["request_log", "check"] | None = None
    good: Filter | None = None
    total: Filter | None = None
    mean_of: Duration | None = None
    empty: Share | None = None


@dataclass(frozen=True, kw_only=True)
class ThroughputMetric(MetricHead):
    """How many records reach an event in a window."""

    kind: Literal["throughput"]
    records: RecordKind | None = None
    event: Event | None = None
    where: Filter | None = None


@dataclass(frozen=True, kw_only=True)
class ScoreMetric(MetricHead):
    """A mean score that people give, with the response rate below which it says nothing."""

    kind: Literal["score"]
    field: str | None = None
    lowest: int | None = None
    highest: int | None = None
    minimum_response: Share | None = None
    where: Filter | None = None


@dataclass(frozen=True, kw_only=True)
class ValueMetric(MetricHead):
    """A figure that the source reports per window, in its unit."""

    kind: Literal["value"]
    unit: str | None = None
    field: str | None = None
    take: Literal["last", "sum", "mean", "minimum", "maximum"] | None = None
    percentile: Literal["nearest_rank"] | None = None
    signed: bool | None = None


Metric = (
    DurationMetric | AvailabilityMetric | RatioMetric | ThroughputMetric | ScoreMetric | ValueMetric
)
