"""Kind `DataSource`: where records come from and what their columns and labels mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Day, Duration, Zone

Labels = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ManyColumn(Node):
    """A column with several values in one cell."""

    column: str
    many: bool
    separator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Covers(Node):
    """The dates that a list covers; outside there is no data."""

    from_: Day
    through: Day


@dataclass(frozen=True, kw_only=True)
class Tool(Node):
    """The tool's own measurement, kept beside ours: a verdict or an elapsed time in its unit."""

    verdict: str | None = None
    met: tuple[str, ...] | None = None
    missed: tuple[str, ...] | None = None
    elapsed: str | None = None
    unit: Literal["s", "min", "h"] | None = None


@dataclass(frozen=True, kw_only=True)
class History(Node):
    """A file of real records, used for replay under this name."""

    id: str
    file: str


@dataclass(frozen=True, kw_only=True)
class DataSource(Node):
    """One export or feed: its format, columns, labels and clock."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["DataSource"]
    id: str
    title: str
    format: Literal[
        "servicenow_csv",
        "jira_changelog",
        "zendesk_metric_events",
        "zammad_history",
        "gitlab_events",
        "xes",
        "csv",
        "jsonl",
        "parquet",
        "sqlite",
        "postgresql",
        "statuspage",
        "upptime",
        "prometheus_range",
    ]
    description: str | None = None
    records: (
        Literal[
            "incident",
            "request",
            "problem",
            "change",
            "task",
            "outage",
            "request_log",
            "check",
            "probe",
            "value",
            "charge",
        ]
        | None
    ) = None
    layout: Literal["snapshot", "events"] | None = None
    timezone: Zone | None = None
    date_order: Literal["day_first", "month_first", "iso"] | None = None
    missing: tuple[str, ...] | None = None
    system: str | None = None
    table: str | None = None
    service: str | None = None
    columns: dict[str, str | ManyColumn] | None = None
    states: Labels | None = None
    priorities: Labels | None = None
    groups: Labels | None = None
    services: Labels | None = None
    components: Labels | None = None
    impacts: Labels | None = None
    urgencies: Labels | None = None
    classes: Labels | None = None
    covers: Covers | None = None
    silence_after: Duration | None = None
    tool: Tool | None = None
    sample: str | None = None
    histories: tuple[History, ...] | None = None
