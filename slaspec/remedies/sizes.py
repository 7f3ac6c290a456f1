"""
How large a miss is: what a quantity counts, exact and never below zero.

Of a record it is how long it took, or how far beyond its limit; of an outage or an incident how
long it was down; of a window what its value says. Steps of calendar days count dates instead.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from slaspec.language.model.metric import AvailabilityMetric, DurationMetric
from slaspec.language.model.remedy import CalendarDays
from slaspec.language.quantities import Amount, Duration
from slaspec.measure.results import Days
from slaspec.measure.units import scale_of
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, shown

Kind = Literal["shortfall", "excess", "duration", "lost_time", "occurrences", "excess_records"]
TIMES = ("duration", "lost_time")
SIDES = ("shortfall", "excess")
RECORDS = ("occurrences", "excess_records")
DATED = ("duration", "shortfall")


class Edge(NamedTuple):
    """Where an objective turns, in `unit`, and on which side it is met."""

    figure: Fraction
    unit: str
    higher_is_better: bool


def edge_of(evaluation: Evaluation) -> Edge | None:
    """The edge of the objective that was judged; None for a limit in working days."""
    promise = evaluation.promise
    if promise is None:
        return None
    for share in (promise.share, promise.availability):
        if share is not None:
            return Edge(Fraction(share.percent), "%", True)
    for amount, higher in ((promise.at_least, True), (promise.at_most, False)):
        if amount is not None:
            return Edge(Fraction(amount.value), amount.unit, higher)
    if not isinstance(promise.within, Duration):
        return None
    unit = evaluation.measured.unit
    return Edge(Fraction(promise.within.milliseconds, 1000) / scale_of(unit), unit, False)


def kind_of(evaluation: Evaluation) -> Kind | Literal["flat"]:
    """What is counted: a rate on both sides counts the side on which the value lies."""
    rate, quantity = evaluation.remedy.rate, evaluation.remedy.quantity
    if rate.symmetric is not None:
        return _side(evaluation)
    if rate.lost_time is not None:
        return "lost_time"
    return (quantity.of if quantity else None) or "flat"


def kind_beside(evaluation: Evaluation, amount: Amount) -> Kind:
    """What an amount of the trigger is compared with; of a flat rate its unit tells it."""
    kind = kind_of(evaluation)
    if kind != "flat":
        return kind
    side = _side(evaluation)
    if evaluation.for_events:
        return "duration" if of_outages(evaluation) else side
    return "duration" if amount.unit == "s" != unit_of(side, evaluation) else side


def unit_of(kind: Kind, evaluation: Evaluation) -> str:
    """The unit in which such a size is written: `pp` for the distance of two shares."""
    if counts_days(evaluation) and kind in DATED:
        return "days"
    if kind in SIDES and not evaluation.for_events:
        return "pp" if evaluation.measured.unit == "%" else evaluation.measured.unit
    return "s" if kind in (*TIMES, *SIDES) else "records"


def size_of(kind: Kind, evaluation: Evaluation, figure: Fraction | None) -> Fraction | None:
    """
    How large a miss is, where `figure` is the value as it is judged; None where nobody knows.

    A shortfall lies on the missed side of the objective, an excess on the met one: the other is 0.
    """
    if counts_days(evaluation) and kind in DATED:
        return _dates(evaluation, _days(kind, evaluation))
    if evaluation.miss is not None:
        return evaluation.miss.late if kind == "shortfall" else evaluation.miss.size
    measured, edge = evaluation.measured, edge_of(evaluation)
    if kind in TIMES:
        return measured.down
    if kind in RECORDS:
        return _records(kind, evaluation, edge) if measured.counted else None
    if edge is None or figure is None:
        return None
    ahead = figure - edge.figure if edge.higher_is_better else edge.figure - figure
    return max(Fraction(0), ahead if kind == "excess" else -ahead)


def counts_days(evaluation: Evaluation) -> bool:
    """Whether a step is so many dates, whatever the hours of each."""
    quantity = evaluation.remedy.quantity
    return quantity is not None and isinstance(quantity.step, CalendarDays)


def of_outages(evaluation: Evaluation) -> bool:
    """Whether what is evaluated are outages that make up an availability, and not records."""
    if evaluation.metric is None:
        return evaluation.remedy.for_each in ("outage", "incident")
    return isinstance(evaluation.metric, AvailabilityMetric)


def is_timed(evaluation: Evaluation) -> bool:
    """Whether each record, outage or incident has one length of time."""
    if of_outages(evaluation):
        return True
    clock = evaluation.metric is None or isinstance(evaluation.metric, DurationMetric)
    return clock and evaluation.remedy.for_each != "incident"


def spares(evaluation: Evaluation) -> list[tuple[str, Amount]]:
    """Up to which sizes nothing is paid, by their keys."""
    trigger = evaluation.remedy.trigger
    said = ((key, getattr(trigger, key, None)) for key in ("grace", "deadband"))
    return [(key, amount) for key, amount in said if amount is not None]


def size_text(size: Fraction, unit: str) -> str:
    """A size for a sentence: `1.5pp`, `1h 30s`, `12 records`, `1 day`."""
    if unit == "s":
        return _time_text(size)
    one = size == 1 and unit in ("days", "records")
    return f"{shown(size)}{behind(unit.removesuffix('s') if one else unit)}"


def _time_text(size: Fraction) -> str:
    minutes, rest = divmod(size, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((str(hours), "h"), (str(minutes), "min"), (shown(rest), "s"))
    return " ".join(f"{part}{unit}" for part, unit in parts if part != "0") or "0s"


def _days(kind: Kind, evaluation: Evaluation) -> Days | None:
    if evaluation.miss is None:
        return evaluation.measured.days if kind == "duration" else None
    return evaluation.miss.days if kind == "duration" else evaluation.miss.late_days


def _dates(evaluation: Evaluation, days: Days | None) -> Fraction | None:
    """Every date that the time touches, or (with whole steps) those from midnight to midnight."""
    quantity = evaluation.remedy.quantity
    if days is None or quantity is None:
        return None
    return Fraction(days.filled if quantity.count == "whole" else days.touched)


def _side(evaluation: Evaluation) -> Kind:
    return "excess" if evaluation.is_bonus else "shortfall"


def _records(kind: Kind, evaluation: Evaluation, edge: Edge | None) -> Fraction | None:
    """
    Records that missed, or how many more should have been good.

    `floor` bounds from below how many are taken as good.
    """
    measured, quantity = evaluation.measured, evaluation.remedy.quantity
    if kind == "occurrences":
        return Fraction(measured.counted - measured.met)
    if edge is None:
        return None
    good = Fraction(measured.met)
    if quantity is not None and quantity.floor is not None:
        good = max(good, Fraction(quantity.floor.value) / 100 * measured.counted)
    return max(Fraction(0), edge.figure / 100 * measured.counted - good)


def known_size(kind: Kind, evaluation: Evaluation, figure: Fraction | None) -> Fraction | None:
    """
    The same for an evaluation that has a verdict; None where nothing was missed.

    Raises `LocatedError` for a miss whose size nobody measured.
    """
    size, measured = size_of(kind, evaluation, figure), evaluation.measured
    if size is None and (measured.verdict == "missed" or evaluation.miss is not None):
        whose = f"{evaluation.record} of " if evaluation.miss is not None else ""
        raise evaluation.fault(
            f"{whose}{evaluation.objective} counts as missed in {measured.window.name}, but nobody"
            f" measured by how much ({kind.replace('_', ' ')})",
            evaluation.remedy.rate.at,
            "give the figures, or agree on a flat rate for windows that nobody measured",
        )
    return size
