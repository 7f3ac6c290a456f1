"""Ladders of remedies, as half-lines on the axis of what they compare."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Remedy, Rung
from slaspec.language.quantities import Amount


class HalfLine(NamedTuple):
    """All values below (or above) a limit, with the limit itself or without it."""

    below: bool
    limit: Fraction
    inclusive: bool
    unit: str

    def meets(self, other: HalfLine) -> bool:
        """Whether some value lies on both; half-lines in different units never meet."""
        if self.unit != other.unit:
            return False
        if self.below == other.below:
            return True
        low, high = (self, other) if self.below else (other, self)
        if low.limit == high.limit:
            return low.inclusive and high.inclusive
        return low.limit > high.limit


class Threshold(NamedTuple):
    """The comparison of one rung: its key (`below`), its amount, and where it stands."""

    key: str
    amount: Amount
    at: Place

    @property
    def line(self) -> HalfLine:
        """The values that match the rung."""
        below, inclusive = self.key.endswith("below"), self.key.startswith("at_or")
        return HalfLine(below, Fraction(self.amount.value), inclusive, self.amount.unit)

    def __str__(self) -> str:
        return f"{self.key} {self.amount}"


def threshold(rung: Rung) -> Threshold | None:
    """The comparison of a rung."""
    for key in ("below", "at_or_below", "above", "at_or_above"):
        amount = getattr(rung, key)
        if amount is not None:
            return Threshold(key, amount, rung.at.of(key))
    return None


class Step(NamedTuple):
    """A rung with its comparison."""

    rung: Rung
    at: Threshold


class Ladder(NamedTuple):
    """The rungs of one ladder in the order written; `over` is what they compare."""

    steps: tuple[Step, ...]
    over: str


def ladders(remedy: Remedy) -> Iterator[Ladder]:
    """The ladder of the rate and that of the points of a remedy, where it has them."""
    if remedy.rate.ladder:
        yield Ladder(_steps(remedy.rate.ladder), over_of(remedy))
    if remedy.points is not None and remedy.points.convert.ladder:
        yield Ladder(_steps(remedy.points.convert.ladder), "points")


def over_of(remedy: Remedy) -> str:
    """
    What the ladder of a rate compares; `unsaid` where it is not said and not clear.

    With one evaluation per window it is the measured value.
    """
    if remedy.rate.over is not None:
        return remedy.rate.over
    return "measured" if remedy.for_each in (None, "window") else "unsaid"


def measured_ladder(remedy: Remedy) -> Ladder | None:
    """The ladder over the measured value of a window, or None where there is none."""
    found = next(ladders(remedy), None)
    by_window = remedy.for_each in (None, "window")
    return found if found is not None and found.over == "measured" and by_window else None


def _steps(rungs: tuple[Rung, ...]) -> tuple[Step, ...]:
    compared = ((rung, threshold(rung)) for rung in rungs)
    return tuple(Step(rung, at) for rung, at in compared if at is not None)
