"""Trigger: whether a remedy is due at all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from slaspec.remedies import ladder, sizes
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, shown
from slaspec.remedies.quantity_terms import check_known, check_size
from slaspec.remedies.stages import records
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "nature": (),
    "trigger.grace": (),
    "trigger.deadband": (),
}
STAGE = "trigger"
START_QUESTIONS: tuple[Literal["judged_from", "credits_from"], ...] = (
    "judged_from",
    "credits_from",
)


def check(evaluation: Evaluation) -> None:
    """What one evaluation is and what is paid must be said; a start of payment splits no window."""
    remedy = evaluation.remedy
    if remedy.for_each is None:
        raise evaluation.fault(
            "'for_each' is not said: it decides how often is paid",
            remedy.at,
            "write for_each: window",
        )
    if evaluation.money_answer("nature")[0] is None:
        raise evaluation.fault(
            "'nature' is not said: it decides who pays whom",
            remedy.at,
            "write nature: price_reduction in the remedy or in the interpretation",
        )
    _check_spared(evaluation)
    period = evaluation.period
    for question in START_QUESTIONS if evaluation.judged else ():
        start = _start(evaluation, question)
        if start is not None and period.inside_first < start <= period.inside_last:
            at = evaluation.agreement.effective.at.of(question)
            raise evaluation.refused(f"effective.{question}", at, f"within {period.name}")


def decide(evaluation: Evaluation, figure: Fraction | None) -> TrailStep | str:
    """
    The step that says why the remedy is due, or the reason why it is not.

    A ladder fires by its rungs alone, whatever the verdict; all else on `missed`, a bonus on
    `met`. Raises `LocatedError` for a ladder, or for a size, on a miss that nobody measured.
    """
    resting = _rests(evaluation)
    if resting:
        return resting
    measured = evaluation.measured
    if evaluation.for_events:
        return records.decide(evaluation)
    if evaluation.remedy.rate.ladder:
        return _by_rungs(evaluation, figure)
    wanted = "met" if evaluation.is_bonus else "missed"
    value = "" if figure is None else f" ({shown(figure)}{behind(measured.unit)})"
    sentence = f"{evaluation.objective} was {measured.verdict} in {measured.window.name}{value}"
    if measured.verdict != wanted:
        return sentence
    for key, amount in sizes.spares(evaluation):
        kind = sizes.kind_beside(evaluation, amount)
        size = sizes.known_size(kind, evaluation, figure)
        if size is None or size <= Fraction(amount.value):
            return f"{sentence}, within the {key} of {amount}"
    return TrailStep(STAGE, f"{sentence}: {evaluation.remedy.id} is due", at=measured.at)


def _check_spared(evaluation: Evaluation) -> None:
    """Grace and deadband spare small misses, and so have their unit; a ladder has rungs for it."""
    rate, trigger = evaluation.remedy.rate, evaluation.remedy.trigger
    for key, amount in sizes.spares(evaluation):
        at = trigger.at.of(key) if trigger else evaluation.remedy.at
        kind = sizes.kind_beside(evaluation, amount)
        if rate.ladder:
            raise evaluation.fault(
                f"'{key}' has no effect on a ladder, whose first rung says where it begins",
                at,
                "write the first rung beyond it, or leave it out",
            )
        if key == "deadband" and (kind not in sizes.SIDES or rate.symmetric is not None):
            raise evaluation.fault(
                "this deadband has no effect: it lies around the objective, and once",
                at,
                "write grace for a time, and symmetric: {per_step: …, deadband: 1pp} for two sides",
            )
        check_known(evaluation, kind)
        check_size(evaluation, kind, key, amount, at)


def _rests(evaluation: Evaluation) -> str:
    """Why nothing can be due in this window, or an empty text."""
    measured, period = evaluation.measured, evaluation.period
    if not period.inside_days:
        return f"{period.name} lies outside the term of the agreement"
    for question in START_QUESTIONS:
        start = _start(evaluation, question)
        if start is not None and period.inside_last < start:
            return f"{period.name} lies before {start.isoformat()} ({question})"
    if measured.verdict in ("not_measured", "excused"):
        because = f": {measured.reason}" if measured.reason else ""
        return f"{evaluation.objective} was {measured.verdict.replace('_', ' ')}{because}"
    if period.partial and evaluation.partial_answer()[0] == "not_judged":
        return f"{period.name} is only partly inside the term and is not judged"
    if evaluation.measure_answer("obligation")[0] == "report_only":
        return f"{evaluation.objective} is only reported: nothing is owed"
    return ""


def _by_rungs(evaluation: Evaluation, figure: Fraction | None) -> TrailStep | str:
    measured, rungs = evaluation.measured, evaluation.remedy.rate.ladder or ()
    figure = ladder.compared(evaluation, figure)
    if figure is None:
        if measured.verdict == "missed" and not evaluation.is_bonus:
            raise evaluation.fault(
                f"{evaluation.objective} counts as missed in {measured.window.name}, but no value"
                " is judged: no rung of the ladder can be told",
                evaluation.remedy.rate.at.of("ladder"),
                "give the value, or agree on a flat rate for windows that nobody measured",
            )
        return f"no value of {evaluation.objective} is judged, so no rung is reached"
    at = ladder.reached(rungs, figure, best=evaluation.is_bonus)
    value = f"{shown(figure)}{behind(ladder.unit_of(evaluation))}"
    if ladder.over_duration(evaluation):
        value += " of down time"
    if at is None:
        return f"{value} reaches no rung of the ladder"
    sentence = f"{evaluation.objective} at {value} in {measured.window.name} reaches rung {at + 1}"
    return TrailStep(STAGE, sentence, at=rungs[at].at)


def _start(evaluation: Evaluation, question: str) -> date | None:
    """The first day on which objectives are judged, or remedies are paid; None: from the start."""
    day = getattr(evaluation.agreement.effective, question)
    return None if day is None else day.value
