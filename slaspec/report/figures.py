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
    return _in_unit(measured.value, measured.unit)


def judged_in_unit(measured: Measured) -> Fraction | None:
    """The value that was judged in place of the measured one, None where there is none."""
    return _in_unit(measured.judged, measured.unit)


def _in_unit(value: Fraction | None, unit: str) -> Fraction | None:
    return value * 100 if value is not None and unit == "%" else value


def figure(value: Fraction, unit: str, places: int = 2) -> str:
    """A measured value for people: `89.10%`, `4h 30min`, `12 cases`, cut as `percent` is."""
    if unit == "%":
        return percent(value, places)
    if unit == "s":
        return seconds(value)
    text = f"{rounded(value, places, 'down'):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + behind(unit)


def behind(unit: str) -> str:
    """A unit as it stands behind a figure: `%`, `ms`, and ` cases` after a space."""
    return unit if unit in ("", "%", "pp", "x", "s", "ms") else f" {unit}"


def seconds(value: Fraction) -> str:
    """A time for people, cut to whole seconds: `4h 30min 5s`, `0s`."""
    whole = value.numerator // value.denominator
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join(f"{part:,}{unit}" for part, unit in parts if part) or "0s"


def money(amount: Decimal, currency: str) -> str:
    """`2,000.00 EUR`."""
    return f"{amount:,f} {currency}"
