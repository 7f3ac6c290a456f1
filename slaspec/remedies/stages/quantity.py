"""Quantity: how often the rate is paid. So far only `flat`, once for each evaluation."""

from __future__ import annotations

from fractions import Fraction

from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"quantity.of": ("flat",)}
STAGE = "quantity"


def counted(evaluation: Evaluation) -> tuple[Fraction, TrailStep]:
    """How many times the rate is paid; a remedy without `quantity` is flat."""
    remedy = evaluation.remedy
    at = remedy.quantity.at if remedy.quantity else remedy.at
    return Fraction(1), TrailStep(STAGE, "counted once for the window", "", "1", at)
