"""Everything between two neighbouring kinks, and where the pipeline is asked in it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from slaspec.remedies.analysis.curve import Steps

_HALF = Fraction(1, 2)
_FAR = 8  # steps that are looked at where an end is open


class Gap(NamedTuple):
    """The values between two kinks, without them; None is an open end."""

    low: Fraction | None
    high: Fraction | None

    def points(self, steps: Steps | None, *, whole: bool) -> list[Fraction]:
        """
        Values inside: near both ends and between, and two that are counted differently.

        With steps they lie in the first two steps, in the last, and in one between. `whole`: only
        whole values can occur; none where none of them lies between.
        """
        low, high = self._bounded(steps)
        if whole:
            first, last = floor(low) + 1, ceil(high) - 1
            inside = {first, first + 1, (first + last) // 2, last}
            return [Fraction(at) for at in sorted(inside) if first <= at <= last]
        if steps is None:
            return [low + (high - low) * Fraction(part, 3) for part in (1, 2)]
        if steps.fraction == "prorata":
            return [low + (high - low) * Fraction(part, 4) for part in (1, 2, 3)]
        near, far = sorted(map(steps.distance, (low, high)))
        return sorted(map(steps.value, _in_steps(near, far)))

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies inside."""
        return (self.low is None or self.low < value) and (self.high is None or value < self.high)

    def _bounded(self, steps: Steps | None) -> tuple[Fraction, Fraction]:
        """Both ends; an open one so far away that several steps lie between."""
        width = _FAR * (steps.step if steps is not None else Fraction(1))
        if self.low is None:
            high = self.high if self.high is not None else Fraction(0)
            return high - width, high
        return self.low, self.low + width if self.high is None else self.high


def _in_steps(near: Fraction, far: Fraction) -> set[Fraction]:
    """The middles of the first two steps, of the last and of one between, as distances."""
    first, last = floor(near), ceil(far) - 1
    middles = {Fraction(at) + _HALF for at in (first + 1, (first + last) // 2)}
    inside = {middle for middle in middles if near < middle < far}
    ends = {(near + min(far, Fraction(first + 1))) / 2, (max(near, Fraction(last)) + far) / 2}
    return inside | ends
