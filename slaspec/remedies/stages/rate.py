"""Rate: what a unit of the quantity pays, as a percentage or as money."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, cast

from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Rate, Rung
from slaspec.language.quantities import Amount, minor_units
from slaspec.remedies import ladder
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, exact_text, money_text, shown
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "rate.flat": (),
    "rate.ladder.pays": (),
    "rate.ladder.below": (),
    "rate.ladder.at_or_below": (),
    "rate.ladder.above": (),
    "rate.ladder.at_or_above": (),
    "rate.over": ("measured",),
}
STAGE = "rate"
WHOLE_PERCENT = 100


class Pay(NamedTuple):
    """What is paid: `figure` in `%` of a base, or in a currency."""

    figure: Fraction
    unit: str


def check(evaluation: Evaluation) -> None:
    """Exactly one rate, in percent up to 100 or in the agreement's money, on comparable rungs."""
    rate = evaluation.remedy.rate
    if (rate.flat is None) == (not rate.ladder):
        raise evaluation.fault(
            "a rate is either flat or a ladder with rungs",
            rate.at,
            "write rate: {flat: 5%} or rate: {ladder: [{below: 99%, pays: 5%}]}",
        )
    if rate.flat is not None and rate.over is not None:
        raise evaluation.fault(
            "'over' has no effect on a flat rate", rate.at.of("over"), "leave it out"
        )
    for paid, term, at in _amounts(rate):
        _check_amount(evaluation, paid, term, at)
    for rung in rate.ladder or ():
        _check_rung(evaluation, rung)
    units = {paid.unit for paid, _, _ in _amounts(rate)}
    if evaluation.is_bonus and len(units) > 1:
        raise evaluation.refused(
            "rate.ladder", rate.at.of("ladder"), "of a bonus in percentages and money"
        )


def pays(
    evaluation: Evaluation, figure: Fraction | None, quantity: Fraction
) -> tuple[Pay, TrailStep]:
    """The rate that applies to a figure that has fired, times the quantity."""
    rate, unit = evaluation.remedy.rate, behind(evaluation.measured.unit)
    if rate.flat is not None:
        sentence = f"the flat rate pays {rate.flat}"
        return _paid(rate.flat, quantity, sentence, "", rate.at.of("flat"))
    rungs, measured = rate.ladder or (), cast("Fraction", figure)
    position = cast("int", ladder.reached(rungs, measured, best=evaluation.is_bonus))
    rung = rungs[position]
    [(key, threshold)] = ladder.comparisons(rung)
    sentence = (
        f"{shown(measured)}{unit} is {key.replace('_', ' ')} {threshold}:"
        f" rung {position + 1} pays {rung.pays}"
    )
    return _paid(rung.pays, quantity, sentence, exact_text(measured) + unit, rung.at)


def in_percent(rate: Rate) -> set[bool]:
    """Whether a rate pays percentages of a base (True), money (False), or both."""
    return {paid.unit == "%" for paid, _, _ in _amounts(rate)}


def _paid(
    rate: Amount, quantity: Fraction, sentence: str, came_in: str, at: Place
) -> tuple[Pay, TrailStep]:
    pay = Pay(Fraction(rate.value) * quantity, rate.unit)
    percent = pay.unit == "%"
    text = exact_text(pay.figure) + "%" if percent else money_text(pay.figure, pay.unit)
    return pay, TrailStep(STAGE, sentence, came_in, text, at)


def _amounts(rate: Rate) -> Iterator[tuple[Amount, str, Place]]:
    """Every amount that a rate may pay, with its term and place."""
    if rate.flat is not None:
        yield rate.flat, "rate.flat", rate.at.of("flat")
    for rung in rate.ladder or ():
        yield rung.pays, "rate.ladder.pays", rung.at.of("pays")


def _check_amount(evaluation: Evaluation, paid: Amount, term: str, at: Place) -> None:
    if paid.unit != "%" and minor_units(paid.unit) is None:
        raise evaluation.refused(f"{term}: {paid}", at)
    if paid.unit not in ("%", evaluation.currency):
        raise evaluation.fault(
            f"the rate is in {paid.unit}, the agreement in {evaluation.currency};"
            " currencies are never added",
            at,
            f"state the rate in {evaluation.currency}",
        )
    if paid.value < 0 or (paid.unit == "%" and paid.value > WHOLE_PERCENT):
        raise evaluation.fault(
            f"a rate of {paid} is less than nothing or more than the whole base",
            at,
            "state what is paid, from 0% to 100% or in money; 'nature' says who pays",
        )


def _check_rung(evaluation: Evaluation, rung: Rung) -> None:
    stated = ladder.comparisons(rung)
    if len(stated) != 1:
        raise evaluation.fault(
            f"a rung has {len(stated)} thresholds",
            rung.at,
            "write exactly one of below, at_or_below, above and at_or_above",
        )
    [(key, threshold)] = stated
    unit = evaluation.measured.unit
    if threshold.unit != unit:
        raise evaluation.fault(
            f"the rung's threshold {threshold} cannot be compared with {evaluation.objective},"
            f" which is measured in {unit or 'plain numbers'}",
            rung.at.of(key),
            "state the threshold in the unit of the measured value",
        )
