"""Units of measured values, and the units in which a contract writes them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from slaspec.errors import QuantityError
from slaspec.language.quantities import Amount

_SECONDS = {"h": Fraction(3600), "min": Fraction(60), "s": Fraction(1), "ms": Fraction(1)}
_TIME = re.compile(r"-?[0-9.]+(h|min|s|ms)", re.ASCII)
_ISO_TIME = re.compile(r"PT[0-9]+([HMS])", re.ASCII)
_ISO_UNITS = {"H": "h", "M": "min", "S": "s"}


def written_scale(text: str) -> Fraction | None:
    """
    How much of a measured value is one of the unit in which a quantity is written.

    A share is measured from 0 to 1 and written in per cent, a time in seconds and written in
    hours, say (in milliseconds both). None for a time of several units: `2h 30min`.
    """
    if text.endswith("%"):
        return Fraction(1, 100)
    iso = _ISO_TIME.fullmatch(text)
    if iso is not None:
        return _SECONDS[_ISO_UNITS[iso[1]]]
    match = _TIME.fullmatch(text)
    if match is not None:
        return _SECONDS[match[1]]
    return None if re.search("[0-9](h|min|H|M)", text, re.ASCII) else Fraction(1)


def scale_of(unit: str) -> Fraction:
    """The seconds of one unit of a measured time (`s` or `ms`)."""
    return Fraction(1, 1000) if unit == "ms" else Fraction(1)


@cache
def time_in(unit: str, milliseconds: int) -> Fraction:
    """A time in a unit of measured values (`s` or `ms`)."""
    return Fraction(milliseconds, 1000) / scale_of(unit)


def measured_in(unit: str) -> tuple[Fraction, str]:
    """
    A unit as a source's figures are in, as factor and unit of the measured value.

    `min` is measured as 60 `s`, `%` as a hundredth of a share, `cases` as it stands.
    """
    for text in (f"1{unit}", f"1 {unit}"):
        try:
            amount = Amount(text)
        except QuantityError:
            continue
        if amount.unit == "%":
            return Fraction(1, 100), "%"
        return Fraction(amount.value), amount.unit
    return Fraction(1), unit
