"""How many months come to how much: bars of one round width, zero in a bar of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

MOST_BARS = 8
_ROUND = (1, 2, 5)


class Bar(NamedTuple):
    """
    How many months come to an amount between `low` and `high`.

    The end that is farther from zero belongs to the bar, the other one to its neighbour; of the bar
    of zero both are zero.
    """

    low: Decimal
    high: Decimal
    months: int


def bars(amounts: Sequence[Decimal], width: Decimal) -> tuple[Bar, ...]:
    """
    The bars of some amounts from the least to the largest, the empty ones between them included.

    `width` is that of all bars but zero's, in the currency of the amounts (`width_for`).
    """
    counts = Counter(_place(amount, width) for amount in amounts)
    first, last = min(0, *counts), max(0, *counts)
    return tuple(
        Bar(*_ends(place, width), counts[place])
        for place in range(first, last + 1)
        if place or counts[0] or first < 0 < last
    )


def width_for(*columns: Iterable[Decimal]) -> Decimal:
    """The least of 1, 2, 5, 10, 20 … cents, euros … with at most `MOST_BARS` bars beside zero."""
    amounts = [Decimal(0), *(amount for column in columns for amount in column)]
    highest, lowest = max(amounts), min(amounts)
    power = -3  # no currency has more decimals than three
    while True:
        for digit in _ROUND:
            width = Decimal((0, (digit,), power))
            if _place(highest, width) - _place(lowest, width) <= MOST_BARS:
                return width
        power += 1


def _place(amount: Decimal, width: Decimal) -> int:
    """The number of an amount's bar: 0 is zero, 1 the one above it, -1 the one below it."""
    place = ceil(Fraction(abs(amount)) / Fraction(width))
    return place if amount >= 0 else -place


def _ends(place: int, width: Decimal) -> tuple[Decimal, Decimal]:
    if place > 0:
        return (place - 1) * width, place * width
    return (place * width, (place + 1) * width) if place else (Decimal(0), Decimal(0))
