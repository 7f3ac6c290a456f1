"""What a remedy depends on: the values that one objective can have, and where sizes lie on them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from slaspec.language.model.metric import ValueMetric
from slaspec.language.quantities import Duration
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.sizes import Edge, Kind, of_outages

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Axis:
    """
    What a remedy depends on: the values of an objective (a share in per cent, a figure), how many
    records missed, or how long one record, outage or incident takes.

    `low` and `high` are the first and the last value, None where there is none. `counted` are the
    seconds of an availability, or the records of the window. `edge` is where the objective turns:
    of events the time from which on one has missed.
    """

    unit: str
    low: Fraction | None
    high: Fraction | None
    edge: Edge
    counted: Fraction | None = None
    of_records: bool = False
    of_events: bool = False

    def value_of(self, kind: Kind, size: Fraction) -> Fraction | None:
        """The value at which a quantity has a size; None where that is not known."""
        if self.of_records:
            return self._missed(kind, size)
        if self.of_events:
            return self.edge.figure + size if kind == "shortfall" else size
        if kind in ("shortfall", "excess"):
            towards_low = self.edge.higher_is_better == (kind == "shortfall")
            return self.edge.figure - size if towards_low else self.edge.figure + size
        if kind in ("duration", "lost_time") and self.counted:
            return HUNDRED * (1 - size / self.counted)
        return None

    def _missed(self, kind: Kind, size: Fraction) -> Fraction | None:
        if kind == "occurrences":
            return size
        if kind != "excess_records" or self.counted is None:
            return None
        return size + self.counted * (1 - self.edge.figure / HUNDRED)

    def rises_with(self, kind: Kind) -> bool:
        """Whether a larger size lies at a higher value."""
        if self.of_records or self.of_events:
            return True
        if kind in ("shortfall", "excess"):
            return self.edge.higher_is_better != (kind == "shortfall")
        return False

    @property
    def worse_is_lower(self) -> bool:
        """Whether lower values are the worse ones."""
        return not self.of_records and self.edge.higher_is_better

    def meets(self, value: Fraction) -> bool:
        """Whether the objective is met at a value."""
        edge = self.edge
        if self.of_records:
            counted = self.counted or value + 1
            value = HUNDRED * (1 - value / counted)
        return value >= edge.figure if edge.higher_is_better else value <= edge.figure


def axis_of_values(evaluation: Evaluation, edge: Edge, counted: Fraction | None) -> Axis:
    """The values of an objective; `counted` as for `Axis`."""
    if edge.unit == "%":
        return Axis("%", Fraction(0), HUNDRED, edge, counted)
    metric = evaluation.metric
    signed = isinstance(metric, ValueMetric) and bool(metric.signed)
    return Axis(edge.unit, None if signed else Fraction(0), None, edge, counted)


def axis_of_records(edge: Edge, counted: Fraction) -> Axis:
    """How many of so many records missed."""
    return Axis("records", Fraction(0), counted, edge, counted, of_records=True)


def axis_of_events(evaluation: Evaluation) -> Axis:
    """How many seconds one record, outage or incident takes; outages count from the first on."""
    promise = evaluation.promise
    within = promise.within if promise is not None else None
    timed = isinstance(within, Duration) and not of_outages(evaluation)
    limit = Fraction(within.milliseconds, 1000) if isinstance(within, Duration) else Fraction(0)
    edge = Edge(limit if timed else Fraction(0), "s", False)
    return Axis("s", Fraction(0), None, edge, of_events=True)
