"""
What chance does to a target: records expected in a window, misses allowed, odds of missing.

All figures are exact: whole numbers and fractions, no floats.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from slaspec.checks.once import once
from slaspec.checks.targets import measured
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Volume
from slaspec.language.model.interpretation import (
    FewEvents,
    RollingWindow,
    RoundMeasured,
    Window,
)
from slaspec.language.model.metric import DurationMetric, RatioMetric
from slaspec.language.model.node import Place
from slaspec.language.model.target import Objective, Target
from slaspec.language.quantities import Share

_PER_YEAR = {
    "day": Fraction(365),
    "week": Fraction(365, 7),
    "month": Fraction(12),
    "quarter": Fraction(4),
    "year": Fraction(1),
}
MOST_COUNTED = 100_000


class Chances(NamedTuple):
    """
    A share objective with the records that its service expects in a window.

    `expected` is rounded down; it is that of the whole service, so that one priority has at most
    as many. `allowed` are the misses with which such a window is met.
    """

    target: Target
    name: str
    objective: Objective
    share: Share
    volume: Volume
    window: str
    expected: int
    allowed: int
    few: FewEvents | None
    minimum_sample: int

    @property
    def at(self) -> Place:
        """The place of the share."""
        key = "share" if self.objective.share is not None else "percentile"
        return self.objective.at.of(key)

    @property
    def of_priority(self) -> bool:
        """Whether the objective is that of one priority among others."""
        return len(self.target.objectives or {}) > 1

    @property
    def records(self) -> str:
        """`40 records in a month are expected`, with what that means for one priority."""
        of_all = " of all priorities" if self.of_priority else ""
        noun = "record" if self.expected == 1 else "records"
        return f"{self.expected} {noun}{of_all} are expected in a {self.window}"


@once
def chances(agreement: Agreement) -> Iterator[Chances]:
    """The share objectives of an agreement whose service says what volume is expected."""
    volumes = {line.service: line.volume for line in agreement.services or () if line.volume}
    for target, metric in measured(agreement):
        volume = volumes.get(target.service)
        levels = (target, metric, agreement.interpretation)
        window = answer("window", *levels)
        if volume is None or volume.expect is None or window is None:
            continue
        if not isinstance(metric, DurationMetric | RatioMetric):
            continue
        count = expected_in(volume, window)
        few, rule = answer("few_events", *levels), answer("round_measured", *levels)
        few = few if isinstance(few, FewEvents) else None
        for name, objective in _shares(target):
            share = objective.share or objective.percentile
            assert share is not None
            exact = rule if isinstance(rule, RoundMeasured) and objective.share else None
            yield Chances(
                target=target,
                name=name,
                objective=objective,
                share=share,
                volume=volume,
                window=_word(window),
                expected=count,
                allowed=_allowed(count, share.value, few, exact),
                few=few,
                minimum_sample=answer("minimum_sample", *levels) or 0,
            )


def _shares(target: Target) -> Iterator[tuple[str, Objective]]:
    if target.objective is not None:
        said = [(target.id, target.objective)]
    else:
        said = [(f"{target.id}/{key}", each) for key, each in (target.objectives or {}).items()]
    yield from ((name, each) for name, each in said if each.share or each.percentile)


def expected_in(volume: Volume, window: Window) -> int:
    """The records expected in one window, rounded down; a year has 365 days here."""
    assert volume.expect is not None
    return int(volume.expect * _PER_YEAR[volume.per] / _windows_per_year(window))


def _windows_per_year(window: Window) -> Fraction:
    if isinstance(window, str):
        return _PER_YEAR[window]
    if isinstance(window, RollingWindow):
        span = window.rolling
        unit = span.unit.removesuffix("s")
        return _PER_YEAR.get(unit, Fraction(365)) / max(1, span.count)
    return Fraction(1)


def _word(window: Window) -> str:
    if isinstance(window, str):
        return window
    return f"window of {window.rolling}" if isinstance(window, RollingWindow) else "contract year"


@lru_cache(maxsize=4096)
def _allowed(count: int, share: Fraction, few: FewEvents | None, rule: RoundMeasured | None) -> int:
    from slaspec.checks.measurable.witnesses.counts import allowed_misses
    from slaspec.measure.questions import Answers

    return allowed_misses(count, share, Answers(few_events=few, round_measured=rule))


def first_miss(share: Fraction) -> int:
    """The smallest number of records of which one may miss: 10 for 90 %, 1000 for 99.9 %."""
    return -(-1 // (1 - share))


class Odds(NamedTuple):
    """An exact probability `part / whole`, not reduced: the numbers may have many digits."""

    part: int
    whole: int

    def above(self, share: Fraction) -> bool:
        """Whether it is larger than a share."""
        return self.part * share.denominator > self.whole * share.numerator

    def __str__(self) -> str:
        """In per cent with one decimal, half up."""
        tenths = (2000 * self.part + self.whole) // (2 * self.whole)
        return f"{tenths // 10}.{tenths % 10} %"


@lru_cache(maxsize=1024)
def odds_of_missing(count: int, allowed: int, miss: Fraction) -> Odds | None:
    """
    How likely more than `allowed` of `count` records miss, each with probability `miss`.

    The upper tail of the binomial distribution. None above `MOST_COUNTED` records.
    """
    if count > MOST_COUNTED:
        return None
    late, base = miss.numerator, miss.denominator
    kept = base - late
    if not kept:
        return Odds(int(allowed < count), 1)
    whole = base**count
    term = total = kept**count
    for misses in range(min(allowed, count)):
        term = term * (count - misses) * late // ((misses + 1) * kept)
        total += term
    return Odds(whole - total, whole)
