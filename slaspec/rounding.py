"""The one rounding function: exact in, decimal out, by a named mode."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

Mode = Literal["half_up", "half_even", "down", "up"]


def rounded(value: Fraction, places: int, mode: Mode) -> Decimal:
    """
    `value` to `places` decimals.

    `half_up` takes a tie away from zero, `half_even` to the even digit; `down` cuts towards zero,
    `up` goes away from zero. A result of zero has no sign.
    """
    scaled = value * 10**places
    size = abs(scaled)
    whole, rest = divmod(size.numerator, size.denominator)
    twice = 2 * rest
    if mode == "up":
        more = rest > 0
    elif mode == "down":
        more = False
    elif twice == size.denominator:
        more = mode == "half_up" or whole % 2 == 1
    else:
        more = twice > size.denominator
    size_in_units = whole + more
    # Built from its digits: arithmetic of `Decimal` would cut them to the context's precision.
    sign = int(scaled < 0 and size_in_units > 0)
    return Decimal((sign, tuple(map(int, str(size_in_units))), -places))
