"""Spans of time that hold several windows: a quarter of months, a contract year, twelve months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from slaspec.language.model.agreement import Agreement
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import ContractYear
from slaspec.language.quantities import Lookback
from slaspec.language.quantities import Span as Length
from slaspec.measure.windows import back, evaluated, name_of, window_of
from slaspec.remedies.periods import MONTHS, Period, period_around

CONTRACT_YEAR = "contract_year"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """
    A span of time around a window, by its dates, and all windows of the term in it, in order.

    One that looks back ends with its window; another may go on behind it.
    """

    name: str
    first: date
    last: date
    windows: tuple[Period, ...]

    def before(self, period: Period) -> tuple[Period, ...]:
        """The windows that end before one."""
        return tuple(window for window in self.windows if window.last < period.last)

    def since(self, day: date) -> Span:
        """The part of the span from a date on."""
        windows = tuple(window for window in self.windows if window.last >= day)
        return replace(self, first=max(self.first, day), windows=windows)


def span_of(per: Lookback | str, period: Period, agreement: Agreement) -> Span | str:
    """
    The span of a term around a window, or in words why windows of this kind do not fill it.

    `per` is `window`, `month`, `quarter`, `contract_year` or a period that looks back. A contract
    year begins on the day of the year on which the term did, unless the interpretation's `window`
    says another.
    """
    return _span(str(per), period, contract_year(agreement), agreement.effective)


def contract_year(agreement: Agreement) -> ContractYear:
    """The year of an agreement."""
    answers = agreement.interpretation
    if answers is not None and isinstance(answers.window, ContractYear):
        return answers.window
    return ContractYear(contract_year=f"from {agreement.effective.from_.value:%m-%d}")


@lru_cache(maxsize=4096)
def previous(period: Period, effective: Effective) -> Period | None:
    """The window before one; None where that lies before the term."""
    before = period_around(period.calendar, period.first - _ONE_DAY, effective)
    return before if before.inside_days else None


def windows_before(period: Period, effective: Effective) -> Iterator[Period]:
    """The windows of the term before one, the latest first."""
    window = previous(period, effective)
    while window is not None:
        yield window
        window = previous(window, effective)


@lru_cache(maxsize=4096)
def _span(per: str, period: Period, year: ContractYear, effective: Effective) -> Span | str:
    if per in MONTHS and MONTHS.get(period.kind, 0) > MONTHS[per]:
        return f"over windows of a {period.kind}"
    name, first, last = _bounds(per, period, year)
    windows = tuple(_windows(period, first, last, effective))
    cut = next((w for w in _that_matter(per, period, windows) if _is_cut(w, first, last)), None)
    if cut is not None:
        return f"over {cut.name}, only a part of which lies in {name},"
    return Span(name, first, last, windows)


def _that_matter(per: str, period: Period, windows: tuple[Period, ...]) -> tuple[Period, ...]:
    """All windows of a span; of weeks, which fill no month, those that have ended."""
    if period.kind != "week" or per not in MONTHS:
        return windows
    return tuple(window for window in windows if window.last <= period.last)


def _is_cut(window: Period, first: date, last: date) -> bool:
    return window.inside_first < first or window.inside_last > last


def _bounds(per: str, period: Period, year: ContractYear) -> tuple[str, date, date]:
    if per == "window":
        return period.name, period.first, period.last
    if per == CONTRACT_YEAR:
        first, last = evaluated(year, period.inside_first)
        return f"the contract year from {first}", first, last
    if per in MONTHS:
        first, last = window_of(per, period.inside_first)
        return name_of("month" if per == "month" else "quarter", first), first, last
    return f"the {per} to {period.last}", _looking_back(Lookback(per), period), period.last


def _looking_back(per: Lookback, period: Period) -> date:
    """The first date of a period that ends with a window."""
    if per.unit == "windows":
        first = period.first
        for _ in range(per.count - 1):
            first = evaluated(period.calendar, first - _ONE_DAY)[0]
        return first
    length = f"{per.count} {per.unit}"
    if per.unit == "quarters":
        length = f"{MONTHS['quarter'] * per.count} months"
    return back(period.last + _ONE_DAY, Length(length))


def _windows(period: Period, first: date, last: date, effective: Effective) -> Iterator[Period]:
    """The windows of a kind that lie in the term and, at least partly, between two dates."""
    first = max(first, effective.from_.value)
    last = min(last, effective.ends.value) if effective.ends else last
    while first <= last:
        window = period_around(period.calendar, first, effective)
        yield window
        first = window.last + _ONE_DAY
