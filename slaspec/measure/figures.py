"""What becomes of several exact figures: nearest rank, sum, mean, extremes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, lcm


def nearest_rank(values: Mapping[int | Fraction, int], share: Fraction) -> Fraction | None:
    """
    The k-th smallest of n values, k = share x n rounded up; None where there is none.

    `values` says how often each value occurs. Source: the nearest-rank method (Hyndman and Fan
    1996, definition 1).
    """
    left = ceil(share * sum(values.values()))
    for value in sorted(values):
        left -= values[value]
        if left <= 0:
            return Fraction(value)
    return None


def mean(values: Mapping[int | Fraction, int]) -> Fraction | None:
    """The plain mean of values, each as often as it occurs."""
    count = sum(values.values())
    return Fraction(summed(values), count) if count else None


def summed(values: Mapping[int | Fraction, int]) -> Fraction:
    """
    The sum of values, each as often as it occurs.

    Over one common denominator: adding fractions one by one would reduce each step.
    """
    common = lcm(*(value.denominator for value in values))
    parts = (v.numerator * (common // v.denominator) * count for v, count in values.items())
    return Fraction(sum(parts), common)
