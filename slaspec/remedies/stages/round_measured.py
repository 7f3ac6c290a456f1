"""Round measured: the figure that rungs are compared with."""

from __future__ import annotations

from fractions import Fraction

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.measure.results import Measured
from slaspec.remedies import ladder, sizes
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, exact_text, shown
from slaspec.remedies.statement import TrailStep
from slaspec.rounding import rounded

TERMS: dict[str, tuple[object, ...]] = {}
STAGE = "round measured"


def check(evaluation: Evaluation) -> None:
    """Refuses decimal places of a time: the unit in which its objective is written is not kept."""
    terms, at = evaluation.measure_answer("round_measured")
    timed = evaluation.measured.unit in ("s", "ms")
    if isinstance(terms, RoundMeasured) and timed and _compares(evaluation):
        raise evaluation.refused("round_measured", at, "of a time")


def _compares(evaluation: Evaluation) -> bool:
    """Whether the amount depends on the measured figure, and not on the verdict alone."""
    by_rungs = evaluation.remedy.rate.ladder and not ladder.over_duration(evaluation)
    return bool(by_rungs) or sizes.kind_of(evaluation) in sizes.SIDES


def apply(evaluation: Evaluation) -> tuple[Fraction | None, TrailStep]:
    """
    The measured figure in its unit (a share in percent), rounded where the contract says so.

    None where nothing was measured, or too little to judge a value. Without an answer, as with
    `exact`, nothing is rounded.
    """
    measured = evaluation.measured
    figure = figure_of(measured)
    least = evaluation.measure_answer("minimum_sample")[0] or 0
    if figure is None or measured.counted < least:
        return None, TrailStep(STAGE, "no value is judged", at=measured.at)
    terms, at = evaluation.measure_answer("round_measured")
    if not isinstance(terms, RoundMeasured):
        text = exact_text(figure) + behind(measured.unit)
        sentence = f"measured {shown(figure)}{behind(measured.unit)}, compared as it is"
        return figure, TrailStep(STAGE, sentence, text, text, at if terms else measured.at)
    judged = Fraction(rounded(figure, terms.places, terms.mode))
    sentence = (
        f"measured {shown(figure)}{behind(measured.unit)}, rounded"
        f" {terms.mode.replace('_', ' ')} to {terms.places} places:"
        f" {exact_text(judged, terms.places)}{behind(measured.unit)}"
    )
    step = TrailStep(
        STAGE,
        sentence,
        exact_text(figure) + behind(measured.unit),
        exact_text(judged, terms.places) + behind(measured.unit),
        at,
    )
    return judged, step


def figure_of(measured: Measured) -> Fraction | None:
    """
    The value that is judged, as contracts write it: a share as percent, others in their unit.

    It is the measured one, unless the contract smooths it with the window before.
    """
    value = measured.value if measured.judged is None else measured.judged
    if value is None:
        return None
    return value * 100 if measured.unit == "%" else value
