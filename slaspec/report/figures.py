"""Figures for people and for programs: exact text, no float, no locale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from slaspec.measure.results import Measured
from slaspec.rounding import rounded

DECIMALS = 12


def percent(value: Fraction, places: int = 2) -> str:
    """A share for people, cut to some decimals: cut, so that 99.999 % never reads 100.00 %."""
    return f"{rounded(value * 100, places, 'down'):f}%"


def decimal_text(value: Fraction) -> str:
    """
    Decimal text, exact where the value ends within 12 decimals, else rounded (half even) to 12.

    The counts beside it say such a value exactly: 1 of 3 reads 33.333333333333.
    """
    text = f"{rounded(value, DECIMALS, 'half_even'):f}"
    return text.rstrip("0").rstrip(".")


def in_unit(measured: Measured) -> Fraction | None:
    """The measured value in the unit in which the objective is written (per cent for a share)."""
    if measured.value is None:
        return None
    return measured.value * 100 if measured.unit == "%" else measured.value


def money(amount: Decimal, currency: str) -> str:
    """`2,000.00 EUR`."""
    return f"{amount:,f} {currency}"
