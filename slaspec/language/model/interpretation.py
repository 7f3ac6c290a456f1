"""The questions on which a verdict or an amount depends, and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Duration, Span


@dataclass(frozen=True, kw_only=True)
class RollingWindow(Node):
    """A window that looks back, evaluated at each `every`."""

    rolling: Span
    every: Literal["week", "month", "quarter", "year"]


@dataclass(frozen=True, kw_only=True)
class ContractYear(Node):
    """A year that begins on a month and day of its own: `from 04-01`."""

    contract_year: str


Window = Literal["week", "month", "quarter", "year"] | RollingWindow | ContractYear


@dataclass(frozen=True, kw_only=True)
class Reopened(Node):
    """What a reopened record does to its clock."""

    clock: Literal["continues", "new_cycle", "ignored"]
    gap: Literal["counts", "paused"] | None = None
    within: Span | None = None


@dataclass(frozen=True, kw_only=True)
class FewEvents(Node):
    """Up to so many records, a count of allowed misses stands in for the share."""

    up_to: int
    allow_misses: int


@dataclass(frozen=True, kw_only=True)
class RoundMeasured(Node):
    """Decimal places of the measured value, in the unit of the objective."""

    places: int
    mode: Literal["half_up", "half_even", "down", "up"]


@dataclass(frozen=True, kw_only=True)
class PartialWindow(Node):
    """The first and last window of a term, when it is only partly inside."""

    charge: Literal["prorated", "full"]
    counted: Literal["active", "window"]


@dataclass(frozen=True, kw_only=True)
class FixedMonth(Node):
    """A month of so many hours, whatever the calendar says: `{month: 672h}`."""

    month: Duration


@dataclass(frozen=True, kw_only=True)
class Rounding(Node):
    """How and where money is rounded to the minor unit of its currency."""

    mode: Literal["half_up", "half_even", "down", "up"]
    at_: Literal["line", "total"]


@dataclass(frozen=True, kw_only=True)
class Claim(Node):
    """Whether a remedy comes by itself or must be claimed, within what and counted from when."""

    automatic: bool | None = None
    within: Span | None = None
    from_: Literal["window_end", "incident_end", "report", "invoice"] | None = None
    lapsed_uses_cap: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Settlement(Node):
    """How a remedy reaches the customer."""

    method: Literal["next_invoice", "refund", "separate_payment", "service_extension"]
    netting: Literal["none", "window", "contract_year"]


@dataclass(frozen=True, kw_only=True)
class DayPeriods(Node):
    """How a period of days is counted (after Regulation (EEC, Euratom) No 1182/71, article 3)."""

    first_day: Literal["excluded", "included"]
    ends: Literal["end_of_day", "same_time"]
    on_closed_day: Literal["next_open_day", "same_day"]
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureAnswers(Node):
    """Questions that move a verdict. The nearest answer wins: target, metric, interpretation."""

    window: Window | None = None
    assign_to: Literal["decided", "start", "stop", "deadline"] | None = None
    limit_reached: Literal["met", "missed"] | None = None
    priority: Literal["at_open", "final", "worst"] | None = None
    reclassified: Literal["from_start", "from_change"] | None = None
    reopened: Reopened | None = None
    without_stop: Literal["open", "leave_out"] | None = None
    leave_out: tuple[Literal["cancelled", "duplicate"], ...] | None = None
    no_events: Literal["not_measured", "met"] | None = None
    no_data: Literal["missed", "customer_figures", "last_value", "not_measured"] | None = None
    late_report: Literal["missed", "none"] | None = None
    few_events: Literal["none"] | FewEvents | None = None
    round_measured: Literal["exact"] | RoundMeasured | None = None
    partial_window: Literal["not_judged", "merged"] | PartialWindow | None = None
    obligation: Literal["guarantee", "result", "effort", "report_only"] | None = None
    smooth_with: Literal["previous_window"] | None = None
    minimum_sample: int | None = None


@dataclass(frozen=True, kw_only=True)
class MoneyAnswers(Node):
    """Questions that move an amount. The nearest answer wins: remedy, interpretation."""

    prorate: Literal["calendar_days", "thirtieths"] | FixedMonth | None = None
    rounding: Rounding | None = None
    claim: Claim | None = None
    settlement: Settlement | None = None
    day_periods: DayPeriods | None = None


@dataclass(frozen=True, kw_only=True)
class Interpretation(MeasureAnswers, MoneyAnswers):
    """Every question on which money depends, answered once for the whole agreement."""

    nature: Literal["price_reduction", "liquidated_damages", "penalty"] | None = None
