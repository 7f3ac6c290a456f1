"""Whether the term of an agreement cuts into a window."""

from __future__ import annotations

from datetime import date, timedelta

from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import ContractYear, RollingWindow, Window


def term_cuts_a_window(term: Effective, window: Window) -> bool:
    """
    Whether the first or last window of a term is only partly inside it.

    A rolling window looks back beyond the first day, so that it always is. Of a term with an open
    end, or one that renews itself, only the beginning is looked at.
    """
    begins = [term.from_.value]
    if term.judged_from is not None:
        begins.append(term.judged_from.value)
    if term.ends is not None and term.ends.value < date.max:
        begins.append(term.ends.value + timedelta(days=1))
    return not all(_begins(window, day) for day in begins)


def _begins(window: Window, day: date) -> bool:
    """Whether a window begins on a day."""
    if isinstance(window, RollingWindow):
        return False
    if isinstance(window, ContractYear):
        return f"from {day:%m-%d}" == window.contract_year
    first_months = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}
    if window == "week":
        return day.weekday() == 0
    return day.day == 1 and day.month in first_months[window]
