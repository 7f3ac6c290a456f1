"""Where an objective turns: which measured values meet it, rounded as agreed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple

from slaspec.backing.promise import Promise
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration, Quantity
from slaspec.measure.units import written_scale
from slaspec.remedies.cut import Cut
from slaspec.rounding import Mode

Subject = Literal["value", "record"]


class Edge(NamedTuple):
    """
    The values of an objective, or the times of one record, in `unit`, on either side of `cut`.

    With `higher` those behind the cut meet it, else those before it.
    """

    subject: Subject
    unit: str
    cut: Cut
    higher: bool

    def meets(self, low: Cut | None) -> bool:
        """Whether values directly behind a cut (None: the lowest ones) meet it."""
        behind = low is not None and low >= self.cut
        return behind == self.higher


def edges_of(promise: Promise) -> Iterator[Edge]:
    """The edges of an objective; of a share within a limit one for the share, one for a record."""
    objective = promise.objective
    level = objective.share or objective.availability
    if level is not None:
        least = Fraction(level.percent)
        yield Edge("value", "%", _from(promise, least, Fraction(1)), higher=True)
    within = objective.within
    if within is not None and objective.percentile is None:
        yield _of_record(promise, within)
    elif isinstance(within, Duration):
        limit = Fraction(within.milliseconds, 1000)
        scale = written_scale(str(within)) or Fraction(1)
        yield Edge("value", "s", _until(promise, limit, scale, late=_late(promise)), higher=False)
    yield from _of_amounts(promise)


def _of_record(promise: Promise, within: Duration | WorkingDays) -> Edge:
    if isinstance(within, WorkingDays):
        unit, limit = f"working days, due {_words(within.due)}", Fraction(within.working_days)
    else:
        unit, limit = "s", Fraction(within.milliseconds, 1000)
    return Edge("record", unit, Cut(limit, after=not _late(promise)), higher=False)


def _of_amounts(promise: Promise) -> Iterator[Edge]:
    for amount, higher in (
        (promise.objective.at_least, True),
        (promise.objective.at_most, False),
    ):
        if amount is not None:
            scale = Fraction(1) if amount.unit == "%" else _scale(amount)
            figure = Fraction(amount.value)
            cut = (
                _from(promise, figure, scale)
                if higher
                else _until(promise, figure, scale, late=False)
            )
            yield Edge("value", amount.unit, cut, higher)


def _scale(written: Quantity) -> Fraction:
    return written_scale(str(written)) or Fraction(1)


def _late(promise: Promise) -> bool:
    """Whether what takes exactly its limit has missed it."""
    return bool(promise.said("limit_reached") == "missed")


def _from(promise: Promise, level: Fraction, scale: Fraction) -> Cut:
    """The cut behind which values are judged to be a level or more."""
    rule = promise.said("round_measured")
    if not isinstance(rule, RoundMeasured):
        return Cut(level, after=False)
    unit = scale / 10**rule.places
    return reached(ceil(level / unit), unit, rule.mode)


def _until(promise: Promise, level: Fraction, scale: Fraction, *, late: bool) -> Cut:
    """The cut before which values are judged to be a level or less (`late`: to be less)."""
    rule = promise.said("round_measured")
    if not isinstance(rule, RoundMeasured):
        return Cut(level, after=not late)
    unit = scale / 10**rule.places
    steps = ceil(level / unit) if late else floor(level / unit) + 1
    return reached(steps, unit, rule.mode)


def reached(steps: int, unit: Fraction, mode: Mode) -> Cut:
    """The cut behind which a value is rounded to so many units or more."""
    below = {
        "down": steps <= 0,  # towards zero
        "up": steps > 0,  # away from zero
        "half_up": steps <= 0,
        "half_even": steps % 2 == 1,
    }[mode]
    if mode in ("half_up", "half_even"):
        return Cut((steps - Fraction(1, 2)) * unit, after=below)
    return Cut((steps - below) * unit, after=below)


def _words(term: str) -> str:
    return term.replace("_", " ")
