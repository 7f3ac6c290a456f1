"""Carried in: what a cap moved out of the window before enters this one before its caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slaspec.language.model.remedy import Cap
from slaspec.remedies.earlier.history import PastLine
from slaspec.remedies.earlier.past import Past
from slaspec.remedies.earlier.spans import previous
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.money import money_shown, money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {}
STAGE = "carried in"


def check(evaluation: Evaluation) -> None:
    """What is carried stays with one side: a rate that pays both ways carries nothing."""
    cap = _carrying(evaluation)
    if cap is not None and evaluation.remedy.rate.symmetric is not None:
        raise evaluation.refused(
            "caps.excess: carried", cap.at.of("excess"), "of a rate on both sides"
        )


def enter(dues: Sequence[Due], window: Sequence[Evaluation], past: Past) -> list[Due]:
    """
    The lines of a window with what the window before carried into it, each to its own line.

    Where a remedy does not pay in this window, the carried amount is a line of its own. `window`
    are all evaluations. Raises `LocatedError` where the window before is not known.
    """
    carried: dict[tuple[object, str], tuple[Evaluation, PastLine]] = {}
    for evaluation in {each.order[:-1]: each for each in window}.values():
        for line in _lines_before(evaluation, past):
            key = (evaluation.order[:-1], line.record)
            carried[key] = (replace(evaluation, record=line.record, miss=None), line)
    if not carried:
        return list(dues)
    entered = [_entered(due, carried.pop(_key(due), None)) for due in dues]
    entered += [_entered(_empty(new, line), (new, line)) for new, line in carried.values()]
    return sorted(entered, key=lambda due: (due.evaluation.order[:-1], due.evaluation.record))


def _lines_before(evaluation: Evaluation, past: Past) -> list[PastLine]:
    """The lines of the window before of which something was carried on."""
    cap, period = _carrying(evaluation), evaluation.period
    before = previous(period, evaluation.agreement.effective) if period.inside_days else None
    if cap is None or before is None:
        return []
    span = evaluation.span("rolling 2 windows", "caps.per", cap.at.of("per"))
    past.require_lines([evaluation], span, "excess: carried", cap.at.of("excess"))
    return [one for one in past.lines(evaluation, before) if one.carried]


def _carrying(evaluation: Evaluation) -> Cap | None:
    """The first cap that binds the evaluation and carries what lies above it."""
    caps = (
        *(evaluation.remedy.caps or ()),
        *(() if evaluation.is_bonus else evaluation.agreement.caps or ()),
    )
    return next((cap for cap in caps if cap.excess == "carried"), None)


def _entered(due: Due, found: tuple[Evaluation, PastLine] | None) -> Due:
    if found is None:
        return due
    line, currency = found[1], due.evaluation.currency
    amount = due.amount + line.carried
    sentence = f"{money_shown(line.carried, currency)} were carried out of {line.window.name}"
    texts = (money_text(due.amount, currency), money_text(amount, currency))
    due = due.after(amount, TrailStep(STAGE, sentence, *texts, due.evaluation.remedy.at))
    return due.changed(carried_in=line.carried)


def _empty(evaluation: Evaluation, line: PastLine) -> Due:
    """A line on which nothing falls due but what is carried into it."""
    return Due(evaluation, line.carried * 0, ())


def _key(due: Due) -> tuple[object, str]:
    return due.evaluation.order[:-1], due.evaluation.record
