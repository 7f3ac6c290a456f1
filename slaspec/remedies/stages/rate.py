"""Rate: what a unit of the quantity pays, as a part of a base, as service time or as money."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, cast

from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Rate
from slaspec.language.quantities import Amount
from slaspec.remedies import ladder
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, exact_text, money_text, shown, units_text
from slaspec.remedies.rate_terms import SERVICE_TIME
from slaspec.remedies.sizes import size_text
from slaspec.remedies.stages.quantity import Counted
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "rate.flat": (),
    "rate.ladder.pays": (),
    "rate.ladder.below": (),
    "rate.ladder.at_or_below": (),
    "rate.ladder.above": (),
    "rate.ladder.at_or_above": (),
    "rate.over": ("measured", "duration"),
    "rate.per_step": (),
    "rate.first": (),
    "rate.then": (),
    "rate.lost_time": (),
    "rate.symmetric.per_step": (),
    "rate.forfeits_over": (),
}
STAGE = "rate"
_HOUR = 3600
_WHOLE = 100


class Pay(NamedTuple):
    """What is paid: `figure` in `%` of a base, in `service hours`, `points` or a currency."""

    figure: Fraction
    unit: str

    @property
    def text(self) -> str:
        """Exact: `10%`, `12 service hours`, `100.00 EUR`."""
        if self.unit == "%":
            return exact_text(self.figure) + "%"
        if self.unit in ("service hours", "points"):
            return units_text(self.figure, self.unit)
        return money_text(self.figure, self.unit)


def pays(
    evaluation: Evaluation, figure: Fraction | None, counted: Counted
) -> tuple[Pay, TrailStep]:
    """What a rate that has fired pays for a figure, times the quantity."""
    rate = evaluation.remedy.rate
    if (own := evaluation.binding.points) is not None:
        sentence = f"a miss of {evaluation.target.id} adds {units_text(Fraction(own), 'points')}"
        return _paid(Pay(Fraction(own), "points"), sentence, "", evaluation.binding.at.of("points"))
    if rate.flat is not None:
        return _paid(worth(rate.flat), f"the flat rate pays {rate.flat}", "", rate.at.of("flat"))
    if rate.ladder:
        return _by_rung(evaluation, cast("Fraction", ladder.compared(evaluation, figure)))
    if rate.forfeits_over is not None and counted.size > Fraction(rate.forfeits_over.value):
        return _forfeited(rate, counted.size)
    if rate.lost_time is not None:
        hours = rate.lost_time * counted.steps / _HOUR
        sentence = f"{size_text(counted.steps, 's')} lost are paid {rate.lost_time} times"
        return _paid(Pay(hours, "service hours"), sentence, "", rate.at.of("lost_time"))
    return _by_steps(evaluation, counted.steps)


def _by_steps(evaluation: Evaluation, steps: Fraction) -> tuple[Pay, TrailStep]:
    rate = evaluation.remedy.rate
    node: Node = rate if rate.symmetric is None else rate.symmetric
    key = "per_step" if rate.first is None else "then"
    step = cast("Amount", getattr(node, key))
    figure, unit = worth(step)
    figure *= steps
    sentence = f"{exact_text(steps)} x {step}"
    if rate.first is not None:
        figure += worth(rate.first).figure
        sentence = f"{rate.first} at first, and then {sentence}"
    return _paid(Pay(figure, unit), sentence, exact_text(steps), node.at.of(key))


def _forfeited(rate: Rate, size: Fraction) -> tuple[Pay, TrailStep]:
    sentence = f"more than {rate.forfeits_over} forfeits the whole base"
    at = rate.at.of("forfeits_over")
    return _paid(Pay(Fraction(_WHOLE), "%"), sentence, exact_text(size), at)


def _by_rung(evaluation: Evaluation, figure: Fraction) -> tuple[Pay, TrailStep]:
    rungs = evaluation.remedy.rate.ladder or ()
    unit = behind(ladder.unit_of(evaluation))
    position = cast("int", ladder.reached(rungs, figure, best=evaluation.is_bonus))
    rung = rungs[position]
    [(key, threshold)] = ladder.comparisons(rung)
    sentence = (
        f"{shown(figure)}{unit} is {key.replace('_', ' ')} {threshold}:"
        f" rung {position + 1} pays {rung.pays}"
    )
    return _paid(worth(rung.pays), sentence, exact_text(figure) + unit, rung.at)


def worth(rate: Amount) -> Pay:
    """An amount of a rate: a multiple in per cent, a day of service as 24 hours."""
    if rate.unit in SERVICE_TIME:
        return Pay(Fraction(rate.value) * SERVICE_TIME[rate.unit] / _HOUR, "service hours")
    if rate.unit == "x":
        return Pay(Fraction(rate.value) * _WHOLE, "%")
    return Pay(Fraction(rate.value), rate.unit)


def _paid(pay: Pay, sentence: str, came_in: str, at: Place) -> tuple[Pay, TrailStep]:
    return pay, TrailStep(STAGE, sentence, came_in, pay.text, at)
