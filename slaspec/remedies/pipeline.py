"""
The pipeline: from measured values and an agreement to a statement.

The order of the stages is fixed; those in brackets are refused by name so far:

    measure -> round measured -> trigger -> quantity -> rate -> weight [and repeat] -> base
    -> combine -> points -> claim -> [carried-in] -> rounding and allotment, with caps between
    -> minimum payable -> [earn-back, netting]
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from slaspec.language.model.agreement import Agreement
from slaspec.measure.results import Measurements
from slaspec.remedies.charges import Charges, Rows, known_currency
from slaspec.remedies.evaluation import Due, Evaluation, evaluations
from slaspec.remedies.money import from_minor, to_minor
from slaspec.remedies.quantity_terms import check_quantity
from slaspec.remedies.rate_terms import check_rate
from slaspec.remedies.stages import (
    base,
    caps,
    claim,
    combine,
    minimum,
    points,
    quantity,
    rate,
    records,
    round_measured,
    rounding,
    trigger,
    weight,
)
from slaspec.remedies.statement import Line, Quiet, Statement, exact_sum
from slaspec.remedies.terms import refused_in_binding, refused_in_cap, refused_terms
from slaspec.remedies.unsettled import unsettled


def settle(
    agreement: Agreement, measurements: Measurements, *, charges: Rows | None = None
) -> Statement:
    """
    What the remedies of an agreement come to on what was measured.

    `agreement` is the whole text, with the sections of its Terms. `charges` are the rows of a
    charges file, `(window name, service)` to an amount in the agreement's currency; they are
    final and never prorated. Amounts are exact until the rounding stage; the statement does not
    depend on the order of `measurements.measured`.

    Raises `Unsettled` for a term that this version cannot settle and `LocatedError` where the
    text is silent or contradicts itself, both before anything is computed; `LocatedError` for a
    charge that is not known; `UsageError` for measurements or charges of something else.
    """
    currency = known_currency(agreement)
    known = Charges(agreement, charges)
    found = evaluations(agreement, measurements)
    _refuse(agreement, found)
    _check(found, known)

    outcomes = [_outcome(evaluation, known) for evaluation in found]
    dues = combine.apply([due for due in outcomes if isinstance(due, Due)])
    dues = [claim.apply(due) for due in points.apply(dues, known)]
    dues = caps.apply([rounding.at_line(due) for due in dues], known)
    lines = tuple(map(_line, minimum.apply(rounding.at_total(dues))))
    return Statement(
        agreement=agreement.id,
        version=agreement.version,
        currency=currency,
        windows=measurements.windows,
        verdicts=measurements.measured,
        lines=lines,
        total=from_minor(to_minor(exact_sum(lines), currency, "down"), currency),
        quiet=tuple(quiet for quiet in outcomes if isinstance(quiet, Quiet)),
    )


def _refuse(agreement: Agreement, found: Sequence[Evaluation]) -> None:
    """Refuse the first term, in the order of evaluations, that no stage can settle."""
    seen: set[tuple[str, str]] = set()
    for evaluation in found:
        name = (evaluation.remedy.id, evaluation.target.id)
        if name in seen:
            continue
        seen.add(name)
        remedy = evaluation.remedy
        for term, at in refused_terms(remedy, agreement.interpretation):
            raise unsettled(agreement.id, remedy.id, term, at)
        for term, at in refused_in_binding(evaluation.binding):
            raise unsettled(agreement.id, remedy.id, term, at)
    for cap in (agreement.caps or ()) if found else ():
        for term, at in refused_in_cap(cap):
            raise unsettled(agreement.id, "", term, at)


def _check(found: Sequence[Evaluation], charges: Charges) -> None:
    """
    Raise where a term is missing, contradicts another, or is no sound amount.

    Of the records of one window the first stands for all: they are judged by the same words.
    """
    found = [next(same) for _, same in groupby(found, lambda e: e.order[:-1])]
    for evaluation in found:
        trigger.check(evaluation)
        records.check(evaluation)
        round_measured.check(evaluation)
        check_rate(evaluation)
        check_quantity(evaluation)
        weight.check(evaluation)
        base.check(evaluation, charges)
        points.check(evaluation)
        claim.check(evaluation)
        caps.check(evaluation, charges)
        minimum.check(evaluation)
        rounding.check(evaluation)
    combine.check_together(found)
    points.check_together(found)
    rounding.check_together(found)


def _outcome(evaluation: Evaluation, charges: Charges) -> Due | Quiet:
    """One evaluation up to its base: an exact amount, or the reason why nothing is due."""
    figure, measured = round_measured.apply(evaluation)
    fired = trigger.decide(evaluation, figure)
    if isinstance(fired, str):
        return _quiet(evaluation, fired)
    found = quantity.counted(evaluation, figure)
    if isinstance(found, str):
        return _quiet(evaluation, found)
    size, counted = found
    pay, rated = rate.pays(evaluation, figure, size)
    pay, weighed = weight.apply(evaluation, pay)
    trail = (measured, fired, counted, rated, *weighed)
    if pay.unit == "points":
        return Due(evaluation, Fraction(0), trail, points=pay.figure)
    amount, based = base.money(evaluation, pay, charges)
    return Due(evaluation, amount, (*trail, based))


def _quiet(evaluation: Evaluation, reason: str) -> Quiet:
    measured, remedy = evaluation.measured, evaluation.remedy
    return Quiet(measured.target, measured.objective, measured.window, remedy.id, reason, remedy.at)


def _line(due: Due) -> Line:
    evaluation = due.evaluation
    measured, currency = evaluation.measured, evaluation.currency
    nature = evaluation.nature
    assert nature is not None  # trigger.check has seen it
    signed = -due.amount if evaluation.is_bonus else due.amount
    return Line(
        target=measured.target,
        objective=measured.objective,
        window=measured.window,
        remedy=evaluation.remedy.id,
        nature=nature,
        amount=from_minor(to_minor(signed, currency, "down"), currency),
        currency=currency,
        trail=due.trail,
        at=evaluation.remedy.at,
        record=evaluation.record,
    )
