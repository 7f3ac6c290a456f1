"""How good it must be: targets and their objectives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from slaspec.language.model.backing import Assumption, Branch
from slaspec.language.model.interpretation import MeasureAnswers
from slaspec.language.model.node import Node
from slaspec.language.quantities import Amount, Duration, Share


@dataclass(frozen=True, kw_only=True)
class WorkingDays(Node):
    """A limit in working days; day 0 is the day of the start, or the next open day."""

    working_days: int
    due: Literal["same_time", "end_of_day"]


@dataclass(frozen=True, kw_only=True)
class Objective(Node):
    """
    One condition: `share` + `within`, `percentile` + `within`, `availability`, `at_least` or
    `at_most`; with the hours that count and what stands behind it.
    """

    share: Share | None = None
    percentile: Share | None = None
    within: Duration | WorkingDays | None = None
    availability: Share | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    hours: str | None = None
    backed_by: tuple[Branch, ...] | None = None
    assume: tuple[Assumption, ...] | None = None
    remark: str | None = None


@dataclass(frozen=True, kw_only=True)
class Binding(Node):
    """A remedy with this target's own terms."""

    remedy: str
    allocation: Share | None = None
    points: int | None = None
    weight: Decimal | int | None = None


@dataclass(frozen=True, kw_only=True)
class Target(MeasureAnswers):
    """A service, a metric, and the objective for all records or for each priority."""

    id: str
    service: str
    metric: str
    clause: str | None = None
    title: str | None = None
    objective: Objective | None = None
    objectives: dict[str, Objective] | None = None
    backed_by: tuple[Branch, ...] | None = None
    assume: tuple[Assumption, ...] | None = None
    remedies: tuple[str | Binding, ...] | None = None
    remark: str | None = None
