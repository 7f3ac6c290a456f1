"""Weight: how much a miss of this target costs, of what the remedy pays."""

from __future__ import annotations

from fractions import Fraction

from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.stages.rate import Pay
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"binding.weight": ()}
STAGE = "weight"


def check(evaluation: Evaluation) -> None:
    """A weight is above zero; a target that costs nothing does not bind the remedy."""
    weight = evaluation.binding.weight
    if weight is not None and weight <= 0:
        raise evaluation.fault(
            f"target '{evaluation.target.id}' weighs {weight}: nothing would ever be paid",
            evaluation.binding.at.of("weight"),
            "write a weight above 0, like 0.5, or do not bind the remedy",
        )


def apply(evaluation: Evaluation, pay: Pay) -> tuple[Pay, tuple[TrailStep, ...]]:
    """What is paid times the weight of the target; without one it stays as it is."""
    weight = evaluation.binding.weight
    if weight is None:
        return pay, ()
    weighted = Pay(pay.figure * Fraction(weight), pay.unit)
    sentence = f"{evaluation.target.id} weighs {weight}: {weighted.text}"
    at = evaluation.binding.at.of("weight")
    return weighted, (TrailStep(STAGE, sentence, pay.text, weighted.text, at),)
