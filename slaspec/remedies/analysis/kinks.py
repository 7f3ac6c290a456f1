"""Where an amount can turn: the terms of a remedy, as places on the axis of its values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from slaspec.language.model.remedy import CalendarDays, Remedy
from slaspec.language.quantities import Amount
from slaspec.remedies import ladder, sizes
from slaspec.remedies.analysis.axis import Axis
from slaspec.remedies.analysis.curve import Count, Steps
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.sizes import Kind


def kinks(evaluation: Evaluation, axis: Axis) -> list[Fraction]:
    """Every value inside the axis at which a term begins or ends to act, in order."""
    found = {*_of_objective(axis), *_of_rungs(evaluation, axis), *_of_sizes(evaluation, axis)}
    found |= set(_of_points(evaluation, axis))
    low, high = axis.low, axis.high
    return sorted(
        each for each in found if (low is None or each > low) and (high is None or each < high)
    )


def steps_of(evaluation: Evaluation, axis: Axis) -> list[Steps]:
    """The staircases, or straight lines, that a rate for each step makes; one for each side."""
    remedy = evaluation.remedy
    size, count = _step(remedy)
    found = []
    for kind in _kinds(evaluation) if size else ():
        anchor, one = (axis.value_of(kind, each) for each in (_free(remedy), _free(remedy) + size))
        if anchor is not None and one is not None:
            found.append(Steps(anchor, abs(one - anchor), axis.rises_with(kind), count))
    return found


def _step(remedy: Remedy) -> tuple[Fraction, Count]:
    """The size of a step, 0 where nothing is counted, and how its fraction counts."""
    quantity, rate = remedy.quantity, remedy.rate
    if rate.lost_time is not None:
        return Fraction(1), "prorata"
    if not (rate.per_step or rate.then or rate.symmetric) or quantity is None:
        return Fraction(0), "prorata"
    step = quantity.step
    if isinstance(step, CalendarDays):
        return Fraction(0), "prorata"
    return Fraction(step.value if step is not None else 1), quantity.count or "prorata"


def _kinds(evaluation: Evaluation) -> list[Kind]:
    """What is counted: both sides of the objective where the rate is symmetric."""
    if evaluation.remedy.rate.symmetric is not None:
        return ["shortfall", "excess"]
    kind = sizes.kind_of(evaluation)
    return [] if kind == "flat" else [kind]


def _of_objective(axis: Axis) -> Iterator[Fraction]:
    if not axis.of_records:
        yield axis.edge.figure
    elif axis.counted is not None:
        yield axis.counted * (1 - axis.edge.figure / 100)


def _of_rungs(evaluation: Evaluation, axis: Axis) -> Iterator[Fraction]:
    for rung in evaluation.remedy.rate.ladder or ():
        for _, threshold in ladder.comparisons(rung):
            at = Fraction(threshold.value)
            place = axis.value_of("duration", at) if ladder.over_duration(evaluation) else at
            if place is not None:
                yield place


def _of_sizes(evaluation: Evaluation, axis: Axis) -> Iterator[Fraction]:
    remedy = evaluation.remedy
    for kind in _kinds(evaluation):
        for size in _sizes(remedy):
            place = axis.value_of(kind, size)
            if place is not None:
                yield place
    for spared in _spared(remedy):
        place = axis.value_of(sizes.kind_beside(evaluation, spared), Fraction(spared.value))
        if place is not None:
            yield place
    floor = remedy.quantity.floor if remedy.quantity else None
    if floor is not None and axis.counted is not None:
        yield axis.counted * (1 - Fraction(floor.value) / 100)


def _of_points(evaluation: Evaluation, axis: Axis) -> Iterator[Fraction]:
    """Where the points of a rate for each step reach a rung of their conversion."""
    remedy, weight = evaluation.remedy, Fraction(evaluation.binding.weight or 1)
    rate = remedy.rate.per_step or remedy.rate.then
    rungs = remedy.points.convert.ladder if remedy.points is not None else None
    if rate is None or not rate.value:
        return
    first = Fraction(remedy.rate.first.value) if remedy.rate.first else Fraction(0)
    for rung in rungs or ():
        for _, threshold in ladder.comparisons(rung):
            steps = (Fraction(threshold.value) / weight - first) / Fraction(rate.value)
            for each in steps_of(evaluation, axis):
                whole = {steps, *(Fraction(floor(steps) + more) for more in (-1, 0, 1))}
                yield from map(each.value, whole)


def _sizes(remedy: Remedy) -> Iterator[Fraction]:
    """Sizes at which counting begins or ends."""
    free, (step, _) = _free(remedy), _step(remedy)
    yield from (Fraction(0), free, free + step)
    if remedy.quantity is not None and remedy.quantity.at_most is not None:
        yield free + Fraction(remedy.quantity.at_most.value)
    if remedy.rate.forfeits_over is not None:
        yield Fraction(remedy.rate.forfeits_over.value)


def _spared(remedy: Remedy) -> list[Amount]:
    trigger = remedy.trigger
    said = (trigger.grace, trigger.deadband) if trigger is not None else ()
    return [each for each in said if each is not None]


def _free(remedy: Remedy) -> Fraction:
    """What is taken off a size before anything counts."""
    quantity, trigger, symmetric = remedy.quantity, remedy.trigger, remedy.rate.symmetric
    amounts = (
        quantity and quantity.from_,
        quantity and quantity.allowance,
        trigger and trigger.deadband,
        symmetric and symmetric.deadband,
    )
    return sum((Fraction(each.value) for each in amounts if each), Fraction(0))
