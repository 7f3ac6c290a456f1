"""A row of a printed range table: the values that it claims, and what it pays for them."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from slaspec.language.quantities import Amount
from slaspec.remedies.cut import Cut
from slaspec.remedies.money import behind, exact_text

ENDLESS = Cut(Fraction(10) ** 60, after=True)  # beyond every figure that can be written
_FIRST, _WHOLE = Cut(Fraction(0), after=False), Cut(Fraction(100), after=True)


class Band(NamedTuple):
    """
    One row: from which cut to which, what it pays, how it is printed, and in which line.

    What it pays is above zero for a credit, below zero for a bonus.
    """

    low: Cut
    high: Cut
    pays: Amount
    printed: str
    line: int

    @property
    def name(self) -> str:
        """The row for a sentence."""
        return f"line {self.line} ({self.printed}: {self.pays})"


class Axis(NamedTuple):
    """
    What the values are: their unit, and the decimal places at which they are compared.

    Shares lie between 0 and 100 %, everything else has no upper end. Without `places` every value
    can occur; with 2 only whole hundredths, and nothing lies between 87.99 and 88.
    """

    unit: str
    places: int | None = None

    @property
    def first(self) -> Cut:
        """Just before the smallest value."""
        return _FIRST

    @property
    def last(self) -> Cut:
        """Just behind the largest value."""
        return self.settled(_WHOLE) if self.unit == "%" else ENDLESS

    def settled(self, cut: Cut) -> Cut:
        """A cut as it is compared: just behind 87.99 is just before 88.00 at two places."""
        if self.places is None or not cut.after or cut == ENDLESS:
            return cut
        return Cut(cut.value + Fraction(1, 10**self.places), after=False)

    def figure(self, value: Fraction) -> str:
        """A value with its unit, as a contract writes it."""
        if self.unit == "s" and value.denominator == 1:
            return _duration(int(value))
        return exact_text(value, self.places or 0) + behind(self.unit)

    def between(self, low: Cut, high: Cut) -> str:
        """The values between two cuts, in words."""
        step = Fraction(1, 10**self.places) if self.places is not None else Fraction(0)
        if low.value == high.value or high == Cut(low.value + step, after=False):
            return f"exactly {self.figure(low.value)}"
        words = []
        if low != self.first:
            words.append(f"{'above' if low.after else 'from'} {self.figure(low.value)}")
        if high != self.last:
            words.append(f"{'up to' if high.after else 'below'} {self.figure(high.value)}")
        return " and ".join(words) or "every value"


def _duration(seconds: int) -> str:
    """`3h 59min 59s`, without the parts that are nothing."""
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0s"
