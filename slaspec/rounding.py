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
    units = in_units(value, places, mode)
    # Built from its digits: arithmetic of `Decimal` would cut them to the context's precision.
    return Decimal((int(units < 0), tuple(map(int, str(abs(units)))), -places))


def in_units(value: Fraction, places: int, mode: Mode) -> int:
    """The same as a whole number of units of the last place: of 0.125 to two places 13 half up."""
    numerator, denominator = value.numerator, value.denominator
    scale: int = 10**places
    whole, rest = divmod(abs(numerator) * scale, denominator)
    twice = 2 * rest
    if mode == "up":
        more = rest > 0
    elif mode == "down":
        more = False
    elif twice == denominator:
        more = mode == "half_up" or whole % 2 == 1
    else:
        more = twice > denominator
    return -(whole + more) if numerator < 0 else whole + more
