"""When records came: how many in a week, in which hours, on some days more than on others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.fitting.figures import HUNDREDTHS, percent, quantiles
from slaspec.service_time.offsets import DAY, day_of, offsets_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from slaspec.language.quantities import Zone
    from slaspec.records.fitting.seen import Bools
    from slaspec.records.tickets import Int64

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FEWEST_DAYS = 20
_MONDAY = 3  # 1970-01-01 was a Thursday
_MILLION = 1_000_000


@dataclass(frozen=True)
class Volume:
    """
    How records come, in the words of a profile; `first` and `last` are the dates counted.

    They are whole weeks: those around the typical week that have at least half of what it has. A
    log often ends in a long tail of few records, which says nothing of how many come.
    """

    first: date
    last: date
    counted: int
    per_week: int
    hours_of_week: dict[str, list[int]]
    day_factor: dict[str, str]
    holidays: str | None


def volume(reported: Int64, zone: Zone, closed: Collection[int], least: int) -> Volume:
    """The volume of records by their instants; `closed` are the numbers of dates of a calendar."""
    years = [day_of(int(edge) // DAY).year for edge in (reported.min(), reported.max())]
    wall = offsets_of(str(zone), years[0], years[1]).wall_array(reported)
    day = wall // DAY
    first, last = _weeks(day)
    inside = (day >= first) & (day <= last)
    by_day = np.bincount(day[inside] - first, minlength=last - first + 1)
    shut = np.isin(np.arange(first, last + 1), list(closed))
    counted = int(by_day.sum())
    slots = ((wall[inside] // 3600 + _MONDAY * 24) % 168)[~shut[day[inside] - first]]
    hours = _pooled(np.bincount(slots, minlength=168).tolist(), least)
    usual = by_day[~shut]
    typical = _typical(by_day, shut)
    return Volume(
        first=day_of(first),
        last=day_of(last),
        counted=counted,
        per_week=max(1, int(sum(typical, Fraction(0)) + Fraction(1, 2))),
        hours_of_week={name: hours[24 * i : 24 * i + 24] for i, name in enumerate(_DAYS)},
        day_factor=_day_factor(by_day, shut, typical) if len(usual) >= _FEWEST_DAYS else {},
        holidays=_on_holidays(by_day, shut, typical, least),
    )


def _weeks(day: Int64) -> tuple[int, int]:
    """First and last day number of the weeks that are counted; all days where none is whole."""
    week = (day + _MONDAY) // 7
    begin = int(week.min())
    counts = np.bincount(week - begin)
    typical = int(np.sort(counts[week - begin])[(len(week) - 1) // 2])
    busy = counts * 2 >= typical
    middle = int(np.flatnonzero(counts == typical)[0])
    low = high = middle
    while low > 0 and busy[low - 1]:
        low -= 1
    while high + 1 < len(busy) and busy[high + 1]:
        high += 1
    first = (begin + low) * 7 - _MONDAY
    last = (begin + high) * 7 - _MONDAY + 6
    if high > low:  # a history rarely begins on a Monday, or ends on a Sunday
        first = first if day.min() <= first else first + 7
        last = last if day.max() >= last else last - 7
    return (first, last) if first < last else (int(day.min()), int(day.max()))


def _pooled(counts: list[int], least: int) -> list[int]:
    """Hours with few records share what they have together; nothing, where that is few as well."""
    few = [i for i, count in enumerate(counts) if 0 < count < least]
    total = sum(counts[i] for i in few)
    each = 0 if total < least else max(1, (2 * total + len(few)) // (2 * len(few)))
    return [each if i in set(few) else count for i, count in enumerate(counts)]


def _typical(by_day: Int64, shut: Bools) -> list[Fraction]:
    """The mean of each day of the week, holidays left out; the counted dates begin on Monday."""
    means = []
    for weekday in range(7):
        mine = by_day[weekday::7][~shut[weekday::7]]
        means.append(Fraction(int(mine.sum()), max(len(mine), 1)))
    return means


def _day_factor(by_day: Int64, shut: Bools, typical: list[Fraction]) -> dict[str, str]:
    """
    Quantiles of what a day has against the mean of its day of the week, without mere chance.

    Independent arrivals vary by as much as their mean; only what days vary beyond that is told.
    """
    ratios = [
        (Fraction(int(count)) / typical[i % 7], typical[i % 7])
        for i, count in enumerate(by_day.tolist())
        if not shut[i] and typical[i % 7]
    ]
    spread = sum(((ratio - 1) ** 2 for ratio, _ in ratios), Fraction(0))
    chance = sum((1 / mean for _, mean in ratios), Fraction(0))
    if spread <= chance:
        return {}
    shrunk = Fraction(isqrt(int((1 - chance / spread) * _MILLION * _MILLION)), _MILLION)
    factors = [max(Fraction(0), 1 + (ratio - 1) * shrunk) for ratio, _ in ratios]
    found = quantiles(np.array([int(each * HUNDREDTHS) for each in factors]), 1)
    return {name: percent(Fraction(value, HUNDREDTHS)) for name, value in found.items()}


def _on_holidays(by_day: Int64, shut: Bools, typical: list[Fraction], least: int) -> str | None:
    days = np.flatnonzero(shut).tolist()
    usual = sum((typical[i % 7] for i in days), Fraction(0))
    if not days or usual < least:
        return None
    return percent(Fraction(int(by_day[shut].sum())) / usual)
