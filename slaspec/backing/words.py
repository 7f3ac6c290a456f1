"""Exact figures in words."""

from __future__ import annotations

from fractions import Fraction

from slaspec.rounding import rounded


def duration(seconds: int) -> str:
    """`139h 30min`, `45s`, `0s`; hours are the largest unit, as on the clock of a metric."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0s"


def share(value: Fraction) -> str:
    """A share in per cent, cut to four decimals (never rounded up to look better): `99.6785%`."""
    text = f"{rounded(value * 100, 4, 'down'):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def figure(value: Fraction) -> str:
    """A count, exact where it is whole, else cut to four decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{rounded(value, 4, 'down'):f}".rstrip("0").rstrip(".")


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
