"""The answers of an objective that may be stricter or looser, as whole steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from slaspec.backing.promise import Promise
from slaspec.backing.words import duration, share
from slaspec.language.model.target import Objective, WorkingDays
from slaspec.language.quantities import LONGEST_DURATION_SECONDS, Amount, Duration, Share

_STEPS = 1_000_000  # of a share: four decimals of a per cent
_MOST_DAYS = 366
_MOST_RECORDS = 10**9


@dataclass(frozen=True)
class Scale:
    """
    One answer of an objective as whole numbers, from the strictest to the farthest one.

    `today` is what is promised, as `written`; between two steps it is the looser one.
    """

    key: str
    name: str
    written: str
    today: int
    strictest: int
    farthest: int
    value: Callable[[int], Any]
    words: Callable[[int], str]

    @property
    def looser(self) -> int:
        """The step towards what is looser."""
        return 1 if self.farthest > self.strictest else -1

    @property
    def bound(self) -> str:
        """How the figure is required."""
        return "at most" if self.looser > 0 else "at least"

    @property
    def wrong(self) -> str:
        """What is wrong with a figure that is too loose."""
        if self.key == "within":
            return "too long"
        return "too much" if self.looser > 0 else "missing"


def limit_of(objective: Objective) -> Scale:
    """The limit of an objective that has one, in seconds or working days."""
    within = objective.within
    if isinstance(within, WorkingDays):
        return _in_days(within)
    assert within is not None
    return Scale(
        key="within",
        name="limit",
        written=str(within),
        today=within.seconds,
        strictest=1,
        farthest=LONGEST_DURATION_SECONDS,
        value=lambda seconds: Duration(duration(seconds)),
        words=duration,
    )


def _in_days(within: WorkingDays) -> Scale:
    def words(days: int) -> str:
        return f"{days} working day{'' if days == 1 else 's'}"

    return Scale(
        key="within",
        name="limit",
        written=words(within.working_days),
        today=within.working_days,
        strictest=0,
        farthest=_MOST_DAYS,
        value=lambda days: replace(within, working_days=days),
        words=words,
    )


def levels_of(promise: Promise) -> Iterator[Scale]:
    """What else a promise says in figures: a share, a level, a rate."""
    objective = promise.objective
    for key in ("share", "percentile", "availability"):
        said = getattr(objective, key)
        if said is not None:
            yield _of_share(key, str(said), said.value)
    for key in ("at_least", "at_most"):
        amount = getattr(objective, key)
        if amount is not None and promise.metric.kind in ("ratio", "throughput"):
            yield _of_amount(key, amount)


def _of_share(key: str, written: str, value: Fraction) -> Scale:
    return Scale(
        key=key,
        name=key,
        written=written,
        today=floor(value * _STEPS),
        strictest=_STEPS,
        farthest=0,
        value=lambda steps: Share(_share(steps)),
        words=_share,
    )


def _share(steps: int) -> str:
    return share(Fraction(steps, _STEPS))


def _of_amount(key: str, amount: Amount) -> Scale:
    """A rate of records, or a share of good (`at_least`) or failed (`at_most`) ones."""
    least, in_shares = key == "at_least", amount.unit == "%"
    figure_today = Fraction(amount.value) * (_STEPS // 100 if in_shares else 1)
    most = _STEPS if in_shares else _MOST_RECORDS
    unit = f" {amount.unit}" if amount.unit else ""

    def words(count: int) -> str:
        return _share(count) if in_shares else f"{count}{unit}"

    return Scale(
        key=key,
        name=key.replace("_", " "),
        written=str(amount),
        today=floor(figure_today) if least else ceil(figure_today),
        strictest=most if least else 0,
        farthest=0 if least else most,
        value=lambda count: Amount(words(count)),
        words=words,
    )
