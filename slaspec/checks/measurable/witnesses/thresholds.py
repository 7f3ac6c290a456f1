"""The edge of `at_least` and `at_most`: the last figure that is met, and the next one."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import NamedTuple

from slaspec.measure.plan import Answers, ObjectivePlan
from slaspec.measure.units import measured_in, scale_of, written_scale
from slaspec.rounding import rounded

MOST_DECIMALS = 12


class Threshold(NamedTuple):
    """
    What a figure is compared with, in the unit of the metric, and how it is written.

    `scale` is what one unit of the figure measures; `rule` rounds in units of `written`.
    """

    limit: Fraction
    higher: bool
    text: str
    scale: Fraction
    written: Fraction
    answers: Answers

    @property
    def step(self) -> Fraction:
        """The step of figures around the limit: two decimals finer than what decides."""
        digits = len(self.text.partition(".")[2].rstrip("%abcdefghijklmnopqrstuvwxyz_/ "))
        rule = self.answers.round_measured
        decimals = min(MOST_DECIMALS, max(digits, rule.places if rule is not None else 0) + 2)
        return Fraction(1, 10**decimals)

    def keeps(self, figure: Fraction) -> bool:
        """Whether a figure is met as the contract reads, rounded as agreed."""
        value, limit, rule = (
            figure * self.scale,
            self.limit * self.scale,
            self.answers.round_measured,
        )
        if rule is not None and (limit / self.written * 10**rule.places).denominator == 1:
            value = Fraction(rounded(value / self.written, rule.places, rule.mode)) * self.written
        if self.higher:
            return value >= limit
        return value <= limit if self.answers.limit_reached == "met" else value < limit

    def edge(self, step: Fraction) -> tuple[Fraction, Fraction]:
        """The last figure on the met side and the first on the other, in multiples of a step."""
        near = int(self.limit / step)
        rule = self.answers.round_measured
        reach = 2 if rule is None else int(2 * self.written / 10**rule.places / self.scale / step)
        grid = range(near - reach - 2, near + reach + 3)
        turns = bisect_left(grid, True, key=lambda each: self.keeps(each * step) == self.higher)
        low, high = grid[turns - 1] * step, grid[turns] * step
        return (high, low) if self.higher else (low, high)


def threshold(objective: ObjectivePlan, unit: str, answers: Answers) -> Threshold:
    """The threshold of an objective on figures in a unit."""
    scale, measured = measured_in(unit)
    amount = objective.at_least if objective.at_least is not None else objective.at_most
    if amount is not None:
        limit = Fraction(amount.value) / (100 if amount.unit == "%" else 1)
        text, met = str(amount), "met"
    else:
        assert objective.within is not None
        text, met = str(objective.within), answers.limit_reached
        limit = Fraction(getattr(objective.within, "milliseconds", 0), 1000) / scale_of(measured)
    read = Answers(round_measured=answers.round_measured, limit_reached=met)
    written = written_scale(text) or Fraction(1)
    higher = objective.at_least is not None
    return Threshold(limit / scale, higher, text, scale, written, read)
