"""The windows of targets: how long they are, how many can end in a period that looks back."""

from __future__ import annotations

from slaspec.checks.targets import measured
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import ContractYear, RollingWindow, Window
from slaspec.language.quantities import Lookback

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONTHS_OF = {"months": 1, "quarters": 3, "years": 12, "contract_year": 12}
_LEAST_DAYS = {"week": 7, "month": 28, "quarter": 90, "year": 365}
_MOST_DAYS_OF_A_MONTH = 31


def most_windows(period: Lookback, window: Window) -> int:
    """
    The most windows that can end within a period, wherever in the year it lies.

    Of rolling windows one ends at each `every`.
    """
    each = _name_of(window)
    if period.unit == "windows":
        return period.count
    months = _MONTHS_OF.get(period.unit, 0) * period.count
    if months and each in _MONTHS:
        return -(-months // _MONTHS[each])
    days = months * _MOST_DAYS_OF_A_MONTH or period.count * (7 if period.unit == "weeks" else 1)
    return -(-days // _LEAST_DAYS[each])


def least_days_of(window: Window) -> int:
    """The fewest days from the end of one window to the end of the next."""
    return _LEAST_DAYS[_name_of(window)]


def windows_of(agreement: Agreement) -> dict[str, Window]:
    """The window of each target that has one, by its id."""
    answers = (
        (target.id, answer("window", target, metric, agreement.interpretation))
        for target, metric in measured(agreement)
    )
    return {id: window for id, window in answers if window is not None}


def _name_of(window: Window) -> str:
    if isinstance(window, RollingWindow):
        return window.every
    return "year" if isinstance(window, ContractYear) else window
