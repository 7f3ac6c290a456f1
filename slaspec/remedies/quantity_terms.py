"""What a quantity must say, and what it cannot say, before anything is counted."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.language.model.metric import AvailabilityMetric
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import CalendarDays, QuantityPaid
from slaspec.language.quantities import Amount
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.sizes import (
    DATED,
    RECORDS,
    SIDES,
    TIMES,
    Kind,
    edge_of,
    kind_of,
    of_outages,
    unit_of,
)

_BESIDE = ("at", "of")


def check_quantity(evaluation: Evaluation) -> None:
    """
    Raise where a quantity is missing, does not fit the rate or the metric, or has a wrong unit.

    A rate for each step needs one; a flat rate, a ladder and a bonus on a ladder have none.
    """
    kind, remedy = kind_of(evaluation), evaluation.remedy
    _check_beside_rate(evaluation)
    if kind == "flat":
        return
    check_known(evaluation, kind)
    for key, amount, at in _amounts(evaluation):
        check_size(evaluation, kind, key, amount, at)
    if remedy.quantity is not None and remedy.rate.lost_time is None:
        _check_steps(evaluation, remedy.quantity, kind)
        _check_floor(evaluation, remedy.quantity, kind)


def check_size(evaluation: Evaluation, kind: Kind, key: str, amount: Amount, at: Place) -> None:
    """An amount that is compared with a size has its unit, and is not below zero."""
    unit = unit_of(kind, evaluation)
    if amount.unit not in ((unit, "") if kind in RECORDS else (unit,)) or amount.value < 0:
        raise evaluation.fault(
            f"'{key}: {amount}' stands beside a {kind.replace('_', ' ')}, which is in"
            f" {unit or 'plain numbers'}",
            at,
            f"write a figure in {unit or 'plain numbers'} that is not below zero",
        )


def _check_beside_rate(evaluation: Evaluation) -> None:
    rate, quantity = evaluation.remedy.rate, evaluation.remedy.quantity
    said = _said(quantity)
    of = quantity.of if quantity is not None else None
    by_steps = rate.per_step is not None or rate.first is not None
    if by_steps and of in (None, "flat", "lost_time"):
        raise evaluation.fault(
            "a rate for each step of what? 'quantity' does not say it",
            quantity.at if quantity else rate.at,
            "write quantity: {of: shortfall, step: 1pp, count: whole}",
        )
    if rate.lost_time is not None and (said - {"allowance"} or of not in (None, "lost_time")):
        raise evaluation.fault(
            "lost time is its own quantity, and only an 'allowance' stands beside it",
            quantity.at if quantity else rate.at,
            "write quantity: {allowance: 43min}, or leave the quantity out",
        )
    if rate.symmetric is not None and (of is not None or not {"step", "count"} <= said):
        raise evaluation.fault(
            "a rate on both sides counts steps away from the objective",
            quantity.at if quantity else rate.at,
            "write quantity: {step: 1pp, count: whole}, without 'of'",
        )
    if (rate.flat is not None or rate.ladder) and quantity and (said or of not in (None, "flat")):
        raise evaluation.fault(
            "'quantity' has no effect on a flat rate or a ladder, which pay once",
            quantity.at,
            "write rate: {per_step: …}, or leave the quantity out",
        )


def check_known(evaluation: Evaluation, kind: Kind) -> None:
    """Whether such a size can be known of what the target measures, and is paid on that side."""
    remedy, metric = evaluation.remedy, evaluation.metric
    at = remedy.quantity.at if remedy.quantity else remedy.rate.at
    name = kind.replace("_", " ")
    if evaluation.is_bonus != (kind == "excess"):
        raise evaluation.fault(
            f"a {'bonus' if evaluation.is_bonus else 'credit'} is not paid for {name}",
            at,
            "a credit counts shortfall, duration or records, a bonus (nature: bonus) excess",
        )
    if evaluation.for_events:
        _check_event(evaluation, kind, at)
        return
    if kind in SIDES or kind == "excess_records":
        _check_edge(evaluation, kind)
    if kind in TIMES and not (metric is None or isinstance(metric, AvailabilityMetric)):
        raise evaluation.refused(
            f"{'rate.lost_time' if kind == 'lost_time' else 'quantity.of: duration'}",
            at,
            "of a window without down time",
        )
    if kind in RECORDS and not _has_records(evaluation):
        raise evaluation.fault(
            f"{evaluation.objective} judges no single records, so there are no {name}",
            at,
            "count shortfall, or the duration of an availability",
        )


def _check_event(evaluation: Evaluation, kind: Kind, at: Place) -> None:
    """One record has a time and exceeds a limit, one outage has a time; neither is many."""
    each, name = evaluation.remedy.for_each, kind.replace("_", " ")
    if kind in RECORDS or (kind == "shortfall" and of_outages(evaluation)):
        raise evaluation.fault(
            f"there is no {name} of one {each}",
            at,
            "count duration" if of_outages(evaluation) else "count duration or shortfall",
        )


def _has_records(evaluation: Evaluation) -> bool:
    metric = evaluation.metric
    return metric is None or metric.kind in ("duration", "ratio")


def _check_edge(evaluation: Evaluation, kind: Kind) -> None:
    edge, unit = edge_of(evaluation), evaluation.measured.unit
    at = evaluation.remedy.rate.at
    if edge is None:
        raise evaluation.refused(f"quantity.of: {kind}", at, "of a limit in working days")
    if edge.unit != unit or (kind == "excess_records" and not edge.higher_is_better):
        raise evaluation.fault(
            f"{kind.replace('_', ' ')} of {evaluation.objective} cannot be told: it is measured in"
            f" {unit or 'plain numbers'}, and its limit is another one",
            at,
            "state the objective in the unit of the measured value",
        )


def _check_steps(evaluation: Evaluation, quantity: QuantityPaid, kind: Kind) -> None:
    step = quantity.step
    if step is None and kind not in RECORDS:
        raise evaluation.fault(
            f"'step' is not said: {kind} in steps of what?", quantity.at, "write step: 1pp or 30min"
        )
    if isinstance(step, CalendarDays):
        _check_dates(evaluation, quantity, step, kind)
    if isinstance(step, Amount) and step.value <= 0:
        raise evaluation.fault("a step of nothing", quantity.at.of("step"), "write step: 1pp")
    ones = step is None or (isinstance(step, Amount) and step.value == 1)
    if quantity.count is None and not (kind == "occurrences" and ones):
        raise evaluation.fault(
            "'count' is not said: it decides how a fraction of a step is paid",
            quantity.at,
            "add count: whole, commenced or prorata",
        )


def _check_dates(
    evaluation: Evaluation, quantity: QuantityPaid, step: CalendarDays, kind: Kind
) -> None:
    """Dates are those of some time; each counts when it has begun, or only whole."""
    at = quantity.at.of("step")
    if step.calendar_days < 1:
        raise evaluation.fault("a step of nothing", at, "write step: {calendar_days: 1}")
    if kind not in DATED or (kind == "shortfall" and not evaluation.for_events):
        because = f"of the {kind.replace('_', ' ')} of a window"
        raise evaluation.refused("quantity.step.calendar_days", at, because)
    if quantity.count == "prorata":
        raise evaluation.fault(
            "a date has no fraction",
            quantity.at.of("count"),
            "write count: commenced (each date that has begun) or whole, or step: 24h",
        )


def _check_floor(evaluation: Evaluation, quantity: QuantityPaid, kind: Kind) -> None:
    floor = quantity.floor
    if floor is None:
        return
    if kind != "excess_records":
        raise evaluation.fault(
            "'floor' has no effect: it bounds excess_records",
            quantity.at.of("floor"),
            "leave it out, or write of: excess_records",
        )
    edge = edge_of(evaluation)
    if floor.unit != "%" or floor.value < 0 or (edge is not None and floor.value >= edge.figure):
        raise evaluation.fault(
            f"the floor of {floor} is no share below the objective: nothing would ever be paid",
            quantity.at.of("floor"),
            "write a share below the one that is promised, like 85%",
        )


def _said(quantity: QuantityPaid | None) -> set[str]:
    """The keys of a quantity but `of`."""
    if quantity is None:
        return set()
    keys = (key for key in vars(quantity) if key not in _BESIDE)
    return {key.removesuffix("_") for key in keys if getattr(quantity, key) is not None}


def _amounts(evaluation: Evaluation) -> Iterator[tuple[str, Amount, Place]]:
    """Every amount in the unit of the size, with its key and place."""
    quantity, rate = evaluation.remedy.quantity, evaluation.remedy.rate
    nodes = ((quantity, ("from_", "at_most", "allowance", "step")), (rate, ("forfeits_over",)))
    for node, keys in (*nodes, (rate.symmetric, ("deadband",))):
        for key in keys:
            amount = getattr(node, key, None)
            if node is not None and isinstance(amount, Amount):
                name = key.removesuffix("_")
                yield name, amount, node.at.of(name)
