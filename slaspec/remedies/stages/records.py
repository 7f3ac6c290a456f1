"""Records: what is paid for each record that missed, instead of once for the window."""

from __future__ import annotations

from slaspec.language.model.metric import DurationMetric, RatioMetric
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"for_each": ("window", "record")}
STAGE = "trigger"


def check(evaluation: Evaluation) -> None:
    """
    A record that missed pays a flat rate: how late each was is not kept beside the verdict.

    Raises where the target judges no single records, or where nobody told which of them missed.
    """
    if not evaluation.for_records:
        return
    _refuse_sizes(evaluation)
    metric, measured = evaluation.metric, evaluation.measured
    at = evaluation.remedy.at.of("for_each")
    if metric is not None and not isinstance(metric, DurationMetric | RatioMetric):
        raise evaluation.fault(
            f"{evaluation.objective} judges no single records", at, "write for_each: window"
        )
    missed = measured.counted - measured.met
    if measured.verdict in ("met", "missed") and len(measured.missed_ids) != missed:
        raise evaluation.fault(
            f"{missed} records missed {evaluation.objective} in {measured.window.name}, but"
            f" {len(measured.missed_ids)} of them are named",
            at,
            "settle it on records with their ids",
        )


def decide(evaluation: Evaluation) -> TrailStep | str:
    """The step that says which record missed, or the reason why none is paid."""
    measured = evaluation.measured
    if not evaluation.record:
        return f"no record of {evaluation.objective} missed in {measured.window.name}"
    sentence = (
        f"{evaluation.record} missed {evaluation.objective} in {measured.window.name}:"
        f" {evaluation.remedy.id} is due"
    )
    return TrailStep(STAGE, sentence, at=measured.at)


def _refuse_sizes(evaluation: Evaluation) -> None:
    """Refuse what needs more of a record than that it missed."""
    remedy, rate = evaluation.remedy, evaluation.remedy.rate
    nodes = ((rate, ("ladder", "per_step", "first", "lost_time", "symmetric")),)
    for node, keys in (*nodes, (remedy, ("trigger", "quantity"))):
        for key in keys:
            if getattr(node, key):
                term = f"rate.{key}" if node is rate else key
                raise evaluation.refused(term, node.at.of(key), "of each record")
    if evaluation.is_bonus:
        raise evaluation.refused("nature: bonus", remedy.at.of("nature"), "of each record")
