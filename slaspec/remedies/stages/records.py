"""Records, outages and incidents: what is paid for each of them, instead of once for the window."""

from __future__ import annotations

from fractions import Fraction

from slaspec.language.model.metric import AvailabilityMetric, DurationMetric, Metric, RatioMetric
from slaspec.language.quantities import Duration
from slaspec.remedies import ladder, sizes
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"for_each": ()}
STAGE = "trigger"
_LONGER = ("above", "at_or_above")


def check(evaluation: Evaluation) -> None:
    """
    What is paid for each can be told one by one, and what it takes is known of each.

    Raises where the target judges no single records or outages, where nobody told which of them
    missed, and for a rate that cannot be paid for one.
    """
    if not evaluation.for_events:
        return
    _check_told(evaluation)
    _refuse_sides(evaluation)
    if not sizes.is_timed(evaluation):
        _refuse_sizes(evaluation)
    elif evaluation.remedy.rate.ladder and not sizes.of_outages(evaluation):
        _check_rungs(evaluation)
    metric, measured = evaluation.metric, evaluation.measured
    if sizes.of_outages(evaluation) or isinstance(metric, AvailabilityMetric):
        return
    missed, named = measured.counted - measured.met, len(measured.misses or measured.missed_ids)
    if measured.verdict in ("met", "missed") and named != missed:
        raise evaluation.fault(
            f"{missed} records missed {evaluation.objective} in {measured.window.name}, but"
            f" {named} of them are named",
            evaluation.remedy.at.of("for_each"),
            "settle it on records with their ids",
        )


def decide(evaluation: Evaluation) -> TrailStep | str:
    """The step that says which one missed, or the reason why none is paid."""
    measured, what = evaluation.measured, evaluation.remedy.for_each
    if evaluation.miss is None:
        return _nothing(evaluation)
    name = f"{evaluation.record} missed {evaluation.objective} in {measured.window.name}"
    if sizes.of_outages(evaluation):
        name = f"{what} {evaluation.record} of {evaluation.objective} ended in"
        name = f"{name} {measured.window.name}"
    if evaluation.remedy.rate.ladder:
        return _by_rungs(evaluation, name)
    for key, amount in sizes.spares(evaluation):
        size = sizes.known_size(sizes.kind_beside(evaluation, amount), evaluation, None)
        if size is None or size <= Fraction(amount.value):
            return f"{name}, within the {key} of {amount}"
    return TrailStep(STAGE, f"{name}: {evaluation.remedy.id} is due", at=measured.at)


def _nothing(evaluation: Evaluation) -> str:
    measured, what = evaluation.measured, evaluation.remedy.for_each
    if not sizes.of_outages(evaluation):
        return f"no {what} of {evaluation.objective} missed in {measured.window.name}"
    if measured.verdict == "missed" and measured.value is None:
        raise evaluation.fault(
            f"{evaluation.objective} counts as missed in {measured.window.name}, but nobody"
            f" measured: no {what} can be told",
            evaluation.remedy.at.of("for_each"),
            "give the outages, or agree on a remedy for windows that nobody measured",
        )
    return f"no {what} of {evaluation.objective} ended in {measured.window.name}"


def _by_rungs(evaluation: Evaluation, name: str) -> TrailStep | str:
    rungs = evaluation.remedy.rate.ladder or ()
    size = sizes.known_size("duration", evaluation, None)
    assert size is not None  # a miss has one, or nobody knows it
    at = ladder.reached(rungs, size, best=False)
    length = sizes.size_text(size, "s")
    if at is None:
        return f"{name}: {length} reach no rung of the ladder"
    return TrailStep(STAGE, f"{name}: {length} reach rung {at + 1}", at=rungs[at].at)


def _check_told(evaluation: Evaluation) -> None:
    """A window of this metric consists of what is paid for."""
    what, metric = evaluation.remedy.for_each, evaluation.metric
    if metric is None or _consists_of(metric, str(what)):
        return
    instead = "outage" if isinstance(metric, AvailabilityMetric) else "record"
    is_one_by_one = isinstance(metric, AvailabilityMetric | DurationMetric | RatioMetric)
    raise evaluation.fault(
        f"{evaluation.objective} judges no single {what}s",
        evaluation.remedy.at.of("for_each"),
        f"write for_each: {instead if is_one_by_one else 'window'}",
    )


def _consists_of(metric: Metric, what: str) -> bool:
    if isinstance(metric, AvailabilityMetric):
        return what in ("outage", "incident")
    if what == "outage":
        return isinstance(metric, DurationMetric) and metric.records == "outage"
    return isinstance(metric, DurationMetric | RatioMetric)


def _refuse_sides(evaluation: Evaluation) -> None:
    """Refuse what is earned: which records were better than promised is not kept."""
    remedy, what = evaluation.remedy, f"of each {evaluation.remedy.for_each}"
    if remedy.rate.symmetric is not None:
        raise evaluation.refused("rate.symmetric", remedy.rate.at.of("symmetric"), what)
    if evaluation.is_bonus:
        raise evaluation.refused("nature: bonus", remedy.at.of("nature"), what)


def _refuse_sizes(evaluation: Evaluation) -> None:
    """Refuse what needs more than that something missed."""
    remedy, rate = evaluation.remedy, evaluation.remedy.rate
    because = f"of each {remedy.for_each}"
    if isinstance(evaluation.metric, DurationMetric):
        because = "of an incident, which may have several records,"
    nodes = ((rate, ("ladder", "per_step", "first", "lost_time")),)
    for node, keys in (*nodes, (remedy, ("trigger", "quantity"))):
        for key in keys:
            if getattr(node, key):
                term = f"rate.{key}" if node is rate else key
                raise evaluation.refused(term, node.at.of(key), because)


def _check_rungs(evaluation: Evaluation) -> None:
    """A rung for records lies beyond their limit: those that kept it are not listed."""
    promise = evaluation.promise
    within = promise.within if promise is not None else None
    at = evaluation.remedy.rate.at.of("ladder")
    if not isinstance(within, Duration):
        raise evaluation.refused("rate.ladder", at, "of each record without a limit in hours")
    limit = Fraction(within.milliseconds, 1000)
    for rung in evaluation.remedy.rate.ladder or ():
        for key, threshold in ladder.comparisons(rung):
            if key not in _LONGER or Fraction(threshold.value) < limit:
                raise evaluation.fault(
                    f"the rung '{key}: {threshold}' pays for records that kept their limit of"
                    f" {within}",
                    rung.at.of(key),
                    f"write at_or_above: {within} or a longer time",
                )
