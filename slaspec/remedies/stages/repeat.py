"""Repeat: what a failure pays that is not the first one."""

from __future__ import annotations

from datetime import date

from slaspec.language.model.remedy import Repeat
from slaspec.language.quantities import Lookback
from slaspec.remedies.earlier.past import Past
from slaspec.remedies.earlier.spans import CONTRACT_YEAR, Span
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.stages.rate import Pay, worth
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "repeat.when": (),
    "repeat.factor": (),
    "repeat.ladder": (),
    "repeat.reset": (),
}
STAGE = "repeat"


def check(evaluation: Evaluation) -> None:
    """Failures repeat, in one way, in a period that windows fill; a ladder has one rate to be."""
    repeat, rate = evaluation.remedy.repeat, evaluation.remedy.rate
    if repeat is None:
        return
    if evaluation.is_bonus or rate.symmetric is not None:
        raise evaluation.refused("repeat", repeat.at, "of a bonus")
    if (repeat.factor is None) == (not repeat.ladder):
        raise evaluation.fault(
            "repeated failures pay in one way",
            repeat.at,
            "write repeat: {when: consecutive, factor: 2} or {…, ladder: [5%, 10%, 15%]}",
        )
    if repeat.when == "consecutive" and repeat.reset == "never":
        raise evaluation.fault(
            "failures in a row end with a window that was met: 'reset: never' contradicts it",
            repeat.at.of("reset"),
            "write reset: first met window, or when: rolling 12 months",
        )
    own = evaluation.binding.points is not None
    if repeat.ladder and (own or (rate.flat is None and not rate.ladder)):
        raise evaluation.fault(
            "a ladder of repeats stands in place of one rate, and this one depends on more",
            repeat.at.of("ladder"),
            "write rate: {flat: 5%} and the ladder, or repeat: {…, factor: 2}",
        )
    if evaluation.judged:
        _spans(evaluation, repeat)


def apply(evaluation: Evaluation, pay: Pay, past: Past) -> tuple[Pay, tuple[TrailStep, ...]]:
    """
    What is paid for the failure that this is; what is no failure is paid as it stands.

    A factor multiplies what each failure after the first pays, and is not compounded; a ladder
    replaces the rate, and its last entry repeats. Windows that were not measured or were excused
    are passed over.
    """
    repeat = evaluation.remedy.repeat
    if repeat is None or evaluation.measured.verdict != "missed":
        return pay, ()
    failure, where = _failure(evaluation, repeat, past)
    if repeat.ladder:
        rate = repeat.ladder[min(failure, len(repeat.ladder)) - 1]
        paid, how = worth(rate), f"it pays {rate} in place of the rate"
    elif failure == 1:
        paid, how = pay, "it is paid once"
    else:
        factor = repeat.factor or 1
        paid, how = Pay(pay.figure * factor, pay.unit), f"{pay.text} x {factor} is {{}}"
    sentence = f"failure {failure} of {evaluation.objective} {where}: {how.format(paid.text)}"
    return paid, (TrailStep(STAGE, sentence, pay.text, paid.text, repeat.at),)


def _failure(evaluation: Evaluation, repeat: Repeat, past: Past) -> tuple[int, str]:
    """Which failure of its period this is, and the words for the period."""
    span, year = _spans(evaluation, repeat)
    since = year.first if year is not None else date.min
    if span is None:
        before = past.failures_in_a_row(evaluation, since, "repeat", repeat.at)
        return before + 1, "in a row"
    span = span.since(since)
    found = past.verdicts(evaluation, span, "repeat", repeat.at)
    if repeat.reset == "first met window":
        met = [position for position, one in enumerate(found, 1) if one.verdict == "met"]
        found = found[max(met, default=0) :]
    return sum(one.verdict == "missed" for one in found) + 1, f"in {span.name}"


def _spans(evaluation: Evaluation, repeat: Repeat) -> tuple[Span | None, Span | None]:
    """The period in which failures are counted, and the contract year where each begins anew."""
    span = year = None
    if isinstance(repeat.when, Lookback):
        span = evaluation.span(repeat.when, "repeat.when", repeat.at.of("when"))
    if repeat.reset == CONTRACT_YEAR:
        year = evaluation.span(CONTRACT_YEAR, "repeat.reset", repeat.at.of("reset"))
    return span, year
