"""Kind `Profile`: how the records of a simulated stream behave, in aggregates only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Day, Duration, Share, Zone

Quantiles = dict[str, Duration]
ShareQuantiles = dict[str, Share]
Shares = dict[str, Share]


@dataclass(frozen=True, kw_only=True)
class FittedFrom(Node):
    """The history that the figures were counted in; `smallest_group` is the least count shown."""

    source: str
    sha256: str
    rows: int
    records: int
    from_: Day
    through: Day
    smallest_group: int
    licence: str | None = None


@dataclass(frozen=True, kw_only=True)
class HoursOfWeek(Node):
    """How many records come in each hour of a week, in proportion: 24 whole numbers a day."""

    mon: tuple[int, ...]
    tue: tuple[int, ...]
    wed: tuple[int, ...]
    thu: tuple[int, ...]
    fri: tuple[int, ...]
    sat: tuple[int, ...]
    sun: tuple[int, ...]

    @property
    def days(self) -> tuple[tuple[int, ...], ...]:
        """The days from Monday on."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


@dataclass(frozen=True, kw_only=True)
class HolidayVolume(Node):
    """What comes on the closed dates of a calendar, as a share of what comes otherwise."""

    calendar: str
    share: Share


@dataclass(frozen=True, kw_only=True)
class PriorityFlow(Node):
    """
    How records of one priority run.

    `resolution` is the time from the report to the first resolution, `resolution_with_waiting`
    that of records that wait; `events` are times from the report to what happens once.
    """

    resolution: Quantiles
    share: Share | None = None
    waiting: Share | None = None
    resolution_with_waiting: Quantiles | None = None
    events: dict[str, Quantiles] | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting(Node):
    """How records wait: part of their open time, in which states, in how many spans."""

    part: ShareQuantiles
    states: Shares
    spans: tuple[Share, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Reclassified(Node):
    """Which priorities change to which, and after what part of the time before any waiting."""

    part: ShareQuantiles
    changes: dict[str, Shares]


@dataclass(frozen=True, kw_only=True)
class ReopenedFlow(Node):
    """Resolved records that are opened again: after what time, and for how long."""

    share: Share
    after: Quantiles
    takes: Quantiles


@dataclass(frozen=True, kw_only=True)
class GroupFlow(Node):
    """Which groups records come to, and how many are handed over once, twice, …"""

    first: Shares
    next: Shares | None = None
    hand_overs: tuple[Share, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class BulkClose(Node):
    """Records that are closed together, on the last day of a month or quarter at 18:00."""

    share: Share
    every: Literal["month", "quarter"]


@dataclass(frozen=True, kw_only=True)
class Closing(Node):
    """When resolved records are closed, and how many are closed without a resolution before."""

    after: Quantiles
    bulk: BulkClose | None = None
    without_resolved: Share | None = None


@dataclass(frozen=True, kw_only=True)
class TicketFlow(Node):
    """How tickets come and run."""

    per_week: int
    hours_of_week: HoursOfWeek
    services: Shares
    priorities: dict[str, PriorityFlow]
    closed: Closing
    day_factor: ShareQuantiles | None = None
    holidays: HolidayVolume | None = None
    matrix: str | None = None
    levels: dict[str, Shares] | None = None
    waiting: Waiting | None = None
    reclassified: Reclassified | None = None
    groups: GroupFlow | None = None
    reopened: ReopenedFlow | None = None
    cancelled: Share | None = None
    duplicate: Share | None = None


@dataclass(frozen=True, kw_only=True)
class OutageClass(Node):
    """How often outages are of one class, and how long they last."""

    share: Share
    duration: Quantiles


@dataclass(frozen=True, kw_only=True)
class OutageFlow(Node):
    """How outages come; `together`: how many of them hit one part, two, three, …"""

    per_year: int
    components: Shares
    classes: dict[str, OutageClass]
    hours_of_week: HoursOfWeek | None = None
    together: tuple[Share, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Profile(Node):
    """A stream of records that did not happen; hours and dates are those of its time zone."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Profile"]
    id: str
    title: str
    timezone: Zone
    description: str | None = None
    fitted_from: FittedFrom | None = None
    tickets: TicketFlow | None = None
    outages: OutageFlow | None = None
