"""From failure: a remedy that is paid only from the nth failure in a period on."""

from __future__ import annotations

from slaspec.remedies.earlier.past import Past
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {"trigger.from_failure": (), "trigger.in": ()}
STAGE = "trigger"


def check(evaluation: Evaluation) -> None:
    """Failures are counted in a period that is said and that windows fill."""
    remedy, trigger = evaluation.remedy, evaluation.remedy.trigger
    if trigger is None or (trigger.from_failure is None and trigger.in_ is None):
        return
    if trigger.from_failure is None or trigger.in_ is None:
        raise evaluation.fault(
            "the number of failures and the period in which they are counted stand together",
            trigger.at,
            "write trigger: {from_failure: 4, in: rolling 12 months}",
        )
    at = trigger.at.of("from_failure")
    if evaluation.is_bonus or remedy.rate.symmetric is not None:
        raise evaluation.refused("trigger.from_failure", at, "of a bonus")
    if evaluation.judged:
        evaluation.span(trigger.in_, "trigger.in", trigger.at.of("in"))


def decide(evaluation: Evaluation, past: Past) -> tuple[TrailStep, ...] | str:
    """
    The step that says which failure this is, or the reason why it is not paid yet.

    Failures are the missed windows of the objective, this one included; windows that were not
    measured or were excused are none. What was not paid at its time is never paid later.
    """
    trigger = evaluation.remedy.trigger
    if trigger is None or trigger.from_failure is None or trigger.in_ is None:
        return ()
    at = trigger.at.of("from_failure")
    span = evaluation.span(trigger.in_, "trigger.in", trigger.at.of("in"))
    before = past.verdicts(evaluation, span, "from_failure", at)
    failures = sum(one.verdict == "missed" for one in before)
    failures += evaluation.measured.verdict == "missed"
    sentence = f"failure {failures} of {evaluation.objective} in {span.name}"
    if failures < trigger.from_failure:
        return f"{sentence}; it is paid from failure {trigger.from_failure} on"
    sentence += f"; from failure {trigger.from_failure} on it is paid"
    return (TrailStep(STAGE, sentence, at=at),)
