"""Counts to what a profile says: quantiles, shares, durations, in exact figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.language.quantities import LONGEST_DURATION_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.records.tickets import Int64

POINTS = (1, *range(5, 100, 5), 99)
HUNDREDTHS = 10_000  # of a percent, in the whole
_MILLION = 1_000_000


def quantiles(values: Int64, least: int) -> dict[str, int]:
    """
    Nearest-rank quantiles of whole numbers, with at least `least` of them on either side.

    Empty where there are too few of them to show even the median.
    """
    count, ordered = len(values), np.sort(values)
    shown = [p for p in POINTS if count * min(p, 100 - p) >= 100 * least]
    return {f"p{p}": int(ordered[-(-p * count // 100) - 1]) for p in shown}


def durations(values: Int64, least: int) -> dict[str, str]:
    """Quantiles of seconds as durations."""
    return {name: duration(seconds) for name, seconds in quantiles(values, least).items()}


def part_quantiles(parts: Int64, wholes: Int64, least: int) -> dict[str, str]:
    """Quantiles of the share that some seconds are of others."""
    some = wholes > 0
    millionths = parts[some] * _MILLION // wholes[some]
    found = quantiles(np.clip(millionths, 0, _MILLION), least)
    return {name: percent(Fraction(value, _MILLION)) for name, value in found.items()}


def duration(seconds: int) -> str:
    """`26h 12min`; whole seconds, at most ten years."""
    seconds = min(max(seconds, 0), LONGEST_DURATION_SECONDS)
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "min"), (rest % 60, "s"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def share(part: int, whole: int) -> str:
    """A share in hundredths of a percent, rounded half up."""
    return percent(Fraction(part, max(whole, 1)))


def percent(value: Fraction) -> str:
    """A fraction as a percentage with two decimals at most."""
    return _written(int(value * HUNDREDTHS + Fraction(1, 2)))


def shares(counts: Mapping[str, int]) -> dict[str, str]:
    """Shares that add up to 100%: the largest remainders take what rounding leaves."""
    total = sum(counts.values())
    floors = {name: HUNDREDTHS * count // total for name, count in counts.items()}
    left = HUNDREDTHS - sum(floors.values())
    by_rest = sorted(counts, key=lambda name: -(HUNDREDTHS * counts[name] % total))
    for name in by_rest[:left]:
        floors[name] += 1
    return {name: _written(hundredths) for name, hundredths in floors.items()}


def listed_shares(counts: Sequence[int], least: int) -> list[str]:
    """Shares of the counts of 1, 2, …; what fewer than `least` have is told with the one before."""
    kept = list(counts)
    while len(kept) > 1 and kept[-1] < least:
        last = kept.pop()
        kept[-1] += last
    return list(shares({str(i): count for i, count in enumerate(kept)}).values())


def enough(counts: Mapping[str, int], least: int) -> dict[str, int]:
    """The names with at least so many records."""
    return {name: count for name, count in counts.items() if count >= least}


def _written(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"
