"""Quantity: how much is paid for, in steps. Without it a rate is paid once."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from slaspec.language.model.remedy import CalendarDays, QuantityPaid, Remedy
from slaspec.language.quantities import Amount
from slaspec.remedies import sizes
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, exact_text
from slaspec.remedies.sizes import Kind, size_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "quantity.of": (),
    "quantity.from": (),
    "quantity.at_most": (),
    "quantity.allowance": (),
    "quantity.floor": (),
    "quantity.step": (),
    "quantity.step.calendar_days": (),
    "quantity.count": (),
    "rate.symmetric.deadband": (),
}
STAGE = "quantity"
_COUNT: dict[str, Callable[[Fraction], Fraction]] = {
    "whole": lambda steps: Fraction(floor(steps)),
    "commenced": lambda steps: Fraction(ceil(steps)),
    "prorata": lambda steps: steps,
}
_OF: dict[Kind, str] = {
    "shortfall": "on the missed side of the objective",
    "excess": "on the met side of the objective",
    "duration": "of down time",
    "lost_time": "of lost time",
    "occurrences": "that missed",
    "excess_records": "fewer good ones than promised",
}


class Counted(NamedTuple):
    """How large the miss was, and how often its rate is paid (of lost time: for what seconds)."""

    size: Fraction
    steps: Fraction


def counted(evaluation: Evaluation, figure: Fraction | None) -> tuple[Counted, TrailStep] | str:
    """
    How often the rate is paid, or why it is not; `figure` is the value as it is judged.

    Raises `LocatedError` for a miss whose size nobody measured.
    """
    kind, remedy = sizes.kind_of(evaluation), evaluation.remedy
    at = remedy.quantity.at if remedy.quantity else remedy.at
    if kind == "flat":
        once = TrailStep(STAGE, f"counted once for the {remedy.for_each}", "", "1", at)
        return Counted(Fraction(0), Fraction(1)), once
    size = sizes.known_size(kind, evaluation, figure)
    if size is None:
        return f"no value of {evaluation.objective} is judged"
    unit = sizes.unit_of(kind, evaluation)
    over, sentence = _beyond(remedy, size, unit)
    steps, how = _steps(remedy, over)
    sentence = f"{size_text(size, unit)} {_of(kind, evaluation)}{sentence}{how}"
    if not steps and not (over and remedy.rate.first is not None):
        return f"{sentence}: nothing is paid"
    out = exact_text(steps) + (behind(unit) if kind == "lost_time" else "")
    step = TrailStep(STAGE, sentence, exact_text(size) + behind(unit), out, at)
    return Counted(size, steps), step


def _beyond(remedy: Remedy, size: Fraction, unit: str) -> tuple[Fraction, str]:
    """What of a size counts, and the words for it."""
    free = sum((Fraction(each.value) for each in _free(remedy)), Fraction(0))
    over, words = max(Fraction(0), size - free), ""
    if free:
        words = f", beyond {size_text(free, unit)}: {size_text(over, unit)}"
    most = remedy.quantity.at_most if remedy.quantity else None
    if most is not None and over > Fraction(most.value):
        over, words = Fraction(most.value), f"{words}, of which {most} count"
    return over, words


def _free(remedy: Remedy) -> list[Amount]:
    """What is taken off a size before anything counts."""
    quantity, trigger, symmetric = remedy.quantity, remedy.trigger, remedy.rate.symmetric
    nodes = ((trigger, "deadband"), (symmetric, "deadband"), (quantity, "allowance"))
    free = [getattr(node, key, None) for node, key in (*nodes, (quantity, "from_"))]
    return [each for each in free if each is not None]


def _of(kind: Kind, evaluation: Evaluation) -> str:
    """What a size is a size of, in words."""
    if not evaluation.for_events or kind == "lost_time":
        return _OF[kind]
    if kind == "shortfall":
        return "beyond the limit"
    if sizes.of_outages(evaluation):
        return _OF[kind]
    still = ", still open" if evaluation.miss is not None and evaluation.miss.end is None else ""
    return f"from start to stop{still}"


def _step(quantity: QuantityPaid) -> tuple[Fraction, str]:
    """The size of a step, and its words."""
    if isinstance(quantity.step, CalendarDays):
        days = quantity.step.calendar_days
        return Fraction(days), f" of {days} calendar {'day' if days == 1 else 'days'}"
    if quantity.step is None:
        return Fraction(1), ""
    return Fraction(quantity.step.value), f" of {quantity.step}"


def _steps(remedy: Remedy, over: Fraction) -> tuple[Fraction, str]:
    """How many steps a size has, and the words for it."""
    quantity = remedy.quantity
    if quantity is None or remedy.rate.lost_time is not None:
        return over, ""
    size, step = _step(quantity)
    count = quantity.count or "prorata"  # whole numbers, as `quantity_terms` has made sure
    steps = _COUNT[count](over / size)
    how = "" if count == "prorata" else f"{count} "
    return steps, f", in {how}steps{step}: {exact_text(steps)}"
