"""What many amounts come to: how often any, how much on average, at worst, and most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

LITTLE, HALF, MOST = Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)


@dataclass(frozen=True)
class Distribution:
    """
    Amounts of one currency, summed up exactly.

    `any` is the share of them that are not zero, `expected` their plain mean, `most_likely` the
    one that occurs most often (of equals the smallest). `p10`, `p50` and `p90` are amounts by
    nearest rank, `worst` is the largest and `least` the smallest, which is below zero for some
    differences. Expected value and most likely amount are the two methods of
    IFRS 15.53 for variable consideration.
    """

    count: int
    any: Fraction
    expected: Fraction
    most_likely: Decimal
    p50: Decimal
    p90: Decimal
    worst: Decimal
    p10: Decimal = Decimal(0)
    least: Decimal = Decimal(0)

    @classmethod
    def of(cls, amounts: Sequence[Decimal]) -> Distribution:
        """The distribution of some amounts; raises `ValueError` for none."""
        if not amounts:
            raise ValueError("no amounts")
        ordered, often = sorted(amounts), Counter(amounts)
        highest = max(often.values())
        return cls(
            count=len(ordered),
            any=Fraction(sum(n for amount, n in often.items() if amount), len(ordered)),
            expected=sum((Fraction(a) * n for a, n in often.items()), Fraction(0)) / len(ordered),
            most_likely=min(amount for amount, n in often.items() if n == highest),
            p50=_nearest_rank(ordered, HALF),
            p90=_nearest_rank(ordered, MOST),
            worst=ordered[-1],
            p10=_nearest_rank(ordered, LITTLE),
            least=ordered[0],
        )


def _nearest_rank(ordered: Sequence[Decimal], share: Fraction) -> Decimal:
    """The k-th smallest of n, k = share x n rounded up (Hyndman and Fan 1996, definition 1)."""
    return ordered[max(1, ceil(share * len(ordered))) - 1]
