"""What is paid when an objective is missed, or earned when it is exceeded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.interpretation import MoneyAnswers, PartialWindow
from slaspec.language.model.node import Node
from slaspec.language.quantities import Amount, Lookback, Money, Share


@dataclass(frozen=True, kw_only=True)
class Trigger(Node):
    """What must come together before a remedy is paid at all."""

    grace: Amount | None = None
    from_failure: int | None = None
    in_: Lookback | None = None
    deadband: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarDays(Node):
    """A step of whole dates."""

    calendar_days: int


@dataclass(frozen=True, kw_only=True)
class QuantityPaid(Node):
    """How much of what is paid for, counted in steps."""

    of: (
        Literal[
            "flat",
            "shortfall",
            "excess",
            "duration",
            "lost_time",
            "occurrences",
            "excess_records",
        ]
        | None
    ) = None
    from_: Amount | None = None
    at_most: Amount | None = None
    allowance: Amount | None = None
    floor: Amount | None = None
    step: Amount | CalendarDays | None = None
    count: Literal["whole", "commenced", "prorata"] | None = None


@dataclass(frozen=True, kw_only=True)
class Rung(Node):
    """One threshold of a ladder and what it pays; exactly one of the four comparisons."""

    pays: Amount
    below: Amount | None = None
    at_or_below: Amount | None = None
    above: Amount | None = None
    at_or_above: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Symmetric(Node):
    """Bonus and malus by the same rate on both sides of the objective."""

    per_step: Amount
    deadband: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Rate(Node):
    """
    What a unit of the quantity pays: `flat`, `ladder`, `per_step`, `first` + `then`, `lost_time`
    or `symmetric`; the unit is part of each value.
    """

    flat: Amount | None = None
    ladder: tuple[Rung, ...] | None = None
    over: Literal["measured", "duration", "points"] | None = None
    per_step: Amount | None = None
    first: Amount | None = None
    then: Amount | None = None
    lost_time: int | None = None
    symmetric: Symmetric | None = None
    forfeits_over: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Repeat(Node):
    """What repeated failures do to the rate."""

    when: Literal["consecutive"] | Lookback
    factor: int | None = None
    ladder: tuple[Amount, ...] | None = None
    reset: Literal["first met window", "contract_year", "never"] | None = None


@dataclass(frozen=True, kw_only=True)
class Base(Node):
    """
    What a percentage is a percentage of; excluding VAT. Exactly one of `charge`, `service`,
    `all_charges`, `record`, `windows`, `greater_of` and `previous_window`, or `at_risk` with `of`.
    """

    charge: str | None = None
    service: str | None = None
    all_charges: Literal["contracted", "invoiced"] | None = None
    record: str | None = None
    windows: int | None = None
    greater_of: tuple[Base, ...] | None = None
    previous_window: Base | None = None
    at_risk: Share | None = None
    of: Base | None = None
    pool: Share | None = None
    over: Literal["window", "contract_year"] | None = None
    leaves_out: tuple[Literal["one_off"], ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Combine(Node):
    """Remedies of one group compete for the same incident, window or service."""

    group: str
    per: Literal["incident", "window", "service"]
    take: Literal["sum", "highest", "choice"]


@dataclass(frozen=True, kw_only=True)
class Conversion(Node):
    """What points are worth: an amount for each, or a ladder over their sum."""

    per_point: Amount | None = None
    ladder: tuple[Rung, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Points(Node):
    """The pool in which points are added up, and their conversion."""

    pool: str
    convert: Conversion


CapPeriod = (
    Literal[
        "outage",
        "record",
        "incident",
        "window",
        "month",
        "quarter",
        "contract_year",
    ]
    | Lookback
)


@dataclass(frozen=True, kw_only=True)
class Cap(Node):
    """The most that is paid per event or period, of a base of its own."""

    per: CapPeriod
    at_most: Amount
    excess: Literal["lost", "carried"]
    of: Base | None = None
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class MinimumPayable(Node):
    """Amounts up to this one are not paid."""

    more_than: Money
    of: Literal["statement", "line"]


@dataclass(frozen=True, kw_only=True)
class EarnBackWhen(Node):
    """The mean that must be reached, and over which span."""

    mean: Amount
    over: Lookback


@dataclass(frozen=True, kw_only=True)
class EarnBack(Node):
    """A share of the credits that good service later returns to the provider."""

    when: EarnBackWhen
    returns: Share


@dataclass(frozen=True, kw_only=True)
class Remedy(MoneyAnswers):
    """A credit, a penalty or a bonus: one pass through the pipeline of stages."""

    id: str
    for_each: Literal["window", "record", "outage", "incident"] | None = None
    rate: Rate
    base: Base | None = None
    title: str | None = None
    clause: str | None = None
    nature: Literal["price_reduction", "liquidated_damages", "penalty", "bonus"] | None = None
    trigger: Trigger | None = None
    quantity: QuantityPaid | None = None
    repeat: Repeat | None = None
    combine: Combine | None = None
    points: Points | None = None
    caps: tuple[Cap, ...] | None = None
    minimum_payable: MinimumPayable | None = None
    earn_back: EarnBack | None = None
    partial_window: Literal["not_judged", "merged"] | PartialWindow | None = None
    remark: str | None = None
