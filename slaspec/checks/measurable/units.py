"""Units of what metrics measure, as thresholds write them."""

from __future__ import annotations

from slaspec.errors import QuantityError
from slaspec.language.model.metric import (
    AvailabilityMetric,
    DurationMetric,
    Metric,
    RatioMetric,
    ScoreMetric,
    ThroughputMetric,
    ValueMetric,
)
from slaspec.language.quantities import Amount

_FIXED = {AvailabilityMetric: "%", RatioMetric: "%", ScoreMetric: ""}


def unit_of(metric: Metric) -> frozenset[str] | None:
    """
    The units in which a threshold of a metric may be written; None where any may.

    A metric on a clock has limits instead of thresholds, and a count may bear any word
    (`400 cases`).
    """
    if isinstance(metric, DurationMetric | ThroughputMetric):
        return None
    if isinstance(metric, ValueMetric):
        return None if metric.unit is None else frozenset({written_unit(metric.unit)})
    return frozenset({_FIXED[type(metric)]})


def written_unit(unit: str) -> str:
    """The unit of a threshold that is written in this unit: `min` is read as seconds (`s`)."""
    for text in (f"1{unit}", f"1 {unit}"):
        try:
            return Amount(text).unit
        except QuantityError:
            continue
    return unit


def in_words(metric: Metric) -> str:
    """The unit of a metric for a message."""
    if isinstance(metric, ScoreMetric):
        return "a plain number (the score)"
    if isinstance(metric, ValueMetric):
        return metric.unit or "not said"
    return "%"
