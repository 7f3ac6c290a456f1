"""Amounts of a review: figures, or in a review without amounts only what is higher or lower."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.currencies import MINOR_UNITS
from slaspec.rounding import rounded

if TYPE_CHECKING:
    from slaspec.review.review import Impact, Review

WITHHELD = "–"
NO_LIMIT = "no known limit"
USUAL_DECIMALS = 2
Amount = Decimal | Fraction


@dataclass(frozen=True)
class Amounts:
    """Words for the amounts of one currency; `shown` is False where prices are kept out."""

    currency: str
    shown: bool

    @classmethod
    def of(cls, review: Review, impact: Impact) -> Amounts:
        """Those of an agreement; a currency that ISO 4217 does not know is left away."""
        known = impact.currency if impact.currency in MINOR_UNITS else ""
        return cls(known, review.amounts)

    def figure(self, amount: Amount, *, signed: bool = False) -> str:
        """`1,240.00 EUR`, rounded half up to the currency's decimals; `+630.00 EUR`."""
        places = MINOR_UNITS.get(self.currency, USUAL_DECIMALS)
        value = rounded(Fraction(amount), places, "half_up")
        return f"{value:{'+' if signed and value else ''},f} {self.currency}".rstrip()

    def before(self, amount: Amount | None) -> str:
        """What it was."""
        return self._said(amount) if self.shown or amount is None else WITHHELD

    def after(self, amount: Amount | None) -> str:
        """What it is; without amounts, how it compares."""
        return self._said(amount) if self.shown or amount is None else compared(amount)

    def change(self, before: Amount | None, after: Amount | None) -> str:
        """After less before; nothing where one of them has no limit."""
        if before is None or after is None:
            return "unchanged" if before == after else "–"
        return self.difference(Fraction(after) - Fraction(before))

    def difference(self, amount: Amount) -> str:
        """A difference with its sign."""
        if not amount:
            return "unchanged"
        return self.figure(amount, signed=True) if self.shown else compared(amount)

    def _said(self, amount: Amount | None) -> str:
        return NO_LIMIT if amount is None else self.figure(amount)


def compared(sign: Amount) -> str:
    """The word for a sign."""
    return "higher" if sign > 0 else "lower" if sign < 0 else "the same"
