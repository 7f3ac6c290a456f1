"""How many of n records, or how much of a window, a promise lets miss, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from slaspec.backing.promise import Promise
from slaspec.language.model.interpretation import FewEvents, RoundMeasured


@dataclass(frozen=True)
class Allowance:
    """
    A promise of a share: met from `threshold` on (above it, where not `inclusive`).

    Up to `few_up_to` records a count of `few_misses` stands in for the share.
    """

    threshold: Fraction
    inclusive: bool = True
    few_up_to: int = 0
    few_misses: int = 0

    @property
    def miss(self) -> Fraction:
        """The share that may miss, as its least upper bound."""
        return 1 - self.threshold

    def of(self, records: int) -> int:
        """How many of so many records may miss."""
        if records <= self.few_up_to:
            return min(records, self.few_misses)
        return self._by_share(records)

    def most(self, least: int, most: int) -> int:
        """The most misses over all counts of records from `least` to `most`."""
        few = min(self.few_misses, most) if least <= self.few_up_to else 0
        return max(few, self._by_share(most) if most > self.few_up_to else 0)

    def keeps(self, value: Fraction) -> bool:
        """Whether a measured value meets the promise."""
        return value >= self.threshold if self.inclusive else value > self.threshold

    def _by_share(self, records: int) -> int:
        room = records * self.miss
        return floor(room) if self.inclusive else max(0, ceil(room) - 1)


def allowance_of(promise: Promise) -> Allowance:
    """
    What a promise of a share lets miss: its level, its rounding, its rule for few records.

    A percentile by nearest rank is the same count of records as a share.
    """
    level = promise.level
    assert level is not None
    said = promise.said("round_measured")
    rule = said if isinstance(said, RoundMeasured) else None
    threshold, inclusive = threshold_of(level, rule)
    few = promise.said("few_events")
    if isinstance(few, FewEvents) and promise.objective.share is not None:
        return Allowance(threshold, inclusive, few.up_to, few.allow_misses)
    return Allowance(threshold, inclusive)


def threshold_of(level: Fraction, rule: RoundMeasured | None) -> tuple[Fraction, bool]:
    """
    The least exact value that is rounded to the level or above, and whether it is itself.

    Places count in per cent, the unit in which a share is written.
    """
    if rule is None:
        return level, True
    unit = Fraction(1, 100 * 10**rule.places)
    steps = ceil(level / unit)
    if rule.mode == "down":
        return steps * unit, True
    if rule.mode == "up":
        return (steps - 1) * unit, False
    return steps * unit - unit / 2, rule.mode == "half_up" or steps % 2 == 0
