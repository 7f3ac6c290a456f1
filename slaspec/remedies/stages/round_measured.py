"""Round measured: the figure that rungs are compared with."""

from __future__ import annotations

from fractions import Fraction

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.measure.results import Measured
from slaspec.measure.units import written_scale
from slaspec.remedies import ladder, sizes
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, exact_text, shown
from slaspec.remedies.statement import TrailStep
from slaspec.rounding import rounded

TERMS: dict[str, tuple[object, ...]] = {}
STAGE = "round measured"
_TIMES = ("s", "ms")
_WORDS = {3600: "h", 60: "min", 1: "s"}


def check(evaluation: Evaluation) -> None:
    """Places of a time count in the unit in which its objective is written, which must be one."""
    terms, at = evaluation.measure_answer("round_measured")
    rounds = isinstance(terms, RoundMeasured) and _compares(evaluation)
    if rounds and _written_scale(evaluation) is None:
        raise evaluation.fault(
            f"places of {evaluation.objective} count in the unit of its objective, which is written"
            " in several",
            at,
            "write the objective in one unit, like 150min, or round_measured: exact",
        )


def _written_scale(evaluation: Evaluation) -> Fraction | None:
    """How much of the figure is one of the unit in which the objective is written."""
    promise = evaluation.promise
    if evaluation.measured.unit not in _TIMES or promise is None:
        return Fraction(1)
    written = promise.within or promise.at_least or promise.at_most
    return written_scale(str(written))


def _compares(evaluation: Evaluation) -> bool:
    """Whether the amount depends on the measured figure, and not on the verdict alone."""
    if evaluation.for_events:
        return False
    by_rungs = evaluation.remedy.rate.ladder and not ladder.over_duration(evaluation)
    return bool(by_rungs) or sizes.kind_of(evaluation) in sizes.SIDES


def apply(evaluation: Evaluation) -> tuple[Fraction | None, TrailStep]:
    """
    The measured figure in its unit (a share in percent), rounded where the contract says so.

    None where nothing was measured, or too little to judge a value. Without an answer, as with
    `exact`, nothing is rounded. Of a record, outage or incident its own time is compared, exactly.
    """
    measured = evaluation.measured
    if evaluation.for_events:
        return None, TrailStep(STAGE, _told(evaluation), at=measured.at)
    figure = figure_of(measured)
    least = evaluation.measure_answer("minimum_sample")[0] or 0
    if figure is None or measured.counted < least:
        return None, TrailStep(STAGE, "no value is judged", at=measured.at)
    terms, at = evaluation.measure_answer("round_measured")
    if not isinstance(terms, RoundMeasured):
        text = exact_text(figure) + behind(measured.unit)
        sentence = f"measured {shown(figure)}{behind(measured.unit)}, compared as it is"
        return figure, TrailStep(STAGE, sentence, text, text, at if terms else measured.at)
    scale = _written_scale(evaluation) or Fraction(1)
    judged = Fraction(rounded(figure / scale, terms.places, terms.mode)) * scale
    unit, shown_unit = measured.unit, behind(measured.unit)
    if unit == "s":
        shown_unit = _WORDS[int(scale)]
    text = f"{exact_text(judged / scale, terms.places)}{shown_unit}"
    sentence = (
        f"measured {shown(figure)}{behind(unit)}, rounded"
        f" {terms.mode.replace('_', ' ')} to {terms.places} places: {text}"
    )
    return judged, TrailStep(STAGE, sentence, exact_text(figure) + behind(unit), text, at)


def _told(evaluation: Evaluation) -> str:
    """How long a record, an outage or an incident took."""
    miss = evaluation.miss
    if miss is None:
        return "the window is not judged as a whole"
    if miss.size is None:
        return f"{miss.id} is paid for itself, whatever the value of the window"
    size = sizes.size_text(miss.size, "s")
    if sizes.of_outages(evaluation):
        return f"{miss.id} was down for {size}"
    return f"{miss.id} took {size}"


def figure_of(measured: Measured) -> Fraction | None:
    """
    The value that is judged, as contracts write it: a share as percent, others in their unit.

    It is the measured one, unless the contract smooths it with the window before.
    """
    value = measured.value if measured.judged is None else measured.judged
    if value is None:
        return None
    return value * 100 if measured.unit == "%" else value
