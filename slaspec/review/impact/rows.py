"""Amounts before and after, month by month on the same records, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from slaspec.remedies.distribution import Distribution
from slaspec.remedies.money import decimals, from_minor
from slaspec.remedies.paid import TOTAL
from slaspec.review.histogram import bars, width_for
from slaspec.review.review import Paired

if TYPE_CHECKING:
    from slaspec.remedies.paid import Paid, PaySide

NOTHING = Decimal(0)


class PaidPair(NamedTuple):
    """What one run paid by the text before, and by the one after."""

    before: Paid
    after: Paid


@dataclass(frozen=True)
class Rows:
    """
    What some runs of the same months paid.

    `months` are their names, `targets` those that may pay; with a `sample` of independent runs the
    error of the mean is told.
    """

    currency: str
    months: tuple[str, ...]
    targets: tuple[str, ...]
    runs: Sequence[PaidPair]
    sample: bool

    def paired(self) -> Iterator[Paired]:
        """The total first, then target by target; credits before bonuses, where there are any."""
        sides: list[PaySide] = ["credit"]
        if any(side == "bonus" for run in self.runs for paid in run for _, side, _ in paid):
            sides.append("bonus")
        for target in (TOTAL, *(self.targets if len(self.targets) > 1 else ())):
            yield from (self._row(target, side) for side in sides)

    def _row(self, target: str, side: PaySide) -> Paired:
        before, after = (
            [_amount(paid, target, side, month) for paid in each for month in self.months]
            for each in zip(*self.runs, strict=True)
        )
        differences = [b - a for a, b in zip(before, after, strict=True)]
        width = width_for(before, after)
        return Paired(
            target=target,
            side=side,
            before=Distribution.of(before),
            after=Distribution.of(after),
            difference=Distribution.of(differences),
            error=self._error(differences) if self.sample else None,
            bars_before=bars(before, width),
            bars_after=bars(after, width),
            bars_difference=bars(differences, width_for(differences)),
        )

    def _error(self, differences: Sequence[Decimal]) -> Decimal | None:
        """By runs, since the months of one may depend on each other."""
        inside = len(self.months)
        means = [
            sum(map(Fraction, differences[first : first + inside]), Fraction(0)) / inside
            for first in range(0, len(differences), inside)
        ]
        return standard_error(means, self.currency)


def _amount(paid: Paid, target: str, side: PaySide, month: str) -> Decimal:
    return paid.get((target, side, month), NOTHING)


def standard_error(values: Sequence[Fraction], currency: str) -> Decimal | None:
    """
    The standard error of the mean of independent values, rounded to the currency; None for one.

    The variance is exact, with n - 1 in its denominator; the root is that of integers.
    """
    count = len(values)
    if count < 2:
        return None
    mean = sum(values, Fraction(0)) / count
    variance = sum(((each - mean) ** 2 for each in values), Fraction(0)) / (count - 1)
    doubled = 4 * variance / count * 100 ** decimals(currency)
    return from_minor((isqrt(doubled.numerator // doubled.denominator) + 1) // 2, currency)
