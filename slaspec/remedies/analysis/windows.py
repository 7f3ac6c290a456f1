"""In which window a remedy is looked at, and what is counted in it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from slaspec.language.answers import answer
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.metric import AvailabilityMetric, FixedSeconds, Metric
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target
from slaspec.language.quantities import Zone
from slaspec.measure.results import WindowSpan
from slaspec.measure.windows import windows

_LONGEST = timedelta(days=3 * 366)  # two years hold a whole window of every kind
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def first_whole_window(
    agreement: Agreement, target: Target, metric: Metric | None, *, behind: bool = False
) -> WindowSpan | None:
    """
    The first window that lies wholly in the term, and in which remedies are paid.

    `behind`: the second one, for what is taken of the window before. None where there is none, or
    nobody says by which windows a target is judged.
    """
    kind, term = answer("window", target, metric, agreement.interpretation), agreement.effective
    starts = (term.from_, term.judged_from, term.credits_from)
    first = max(day.value for day in starts if day is not None)
    last = min(first + _LONGEST, date.max if term.ends is None else term.ends.value)
    if kind is None:
        return None
    found = windows(kind, first, last, agreement.timezone or Zone("UTC"))[int(behind) :]
    return found[0] if found else None


def looks_back(remedy: Remedy) -> bool:
    """Whether an amount or a cap of a remedy is taken of the charges of the window before."""
    waiting = [remedy.base, *(cap.of for cap in remedy.caps or ())]
    while waiting:
        base = waiting.pop()
        if base is not None and base.previous_window is not None:
            return True
        if base is not None:
            waiting += [base.of, *(base.greater_of or ())]
    return False


def seconds_counted(metric: Metric | None, window: WindowSpan) -> Fraction | None:
    """The seconds of an availability in a window; None where only a calendar tells them."""
    if not isinstance(metric, AvailabilityMetric):
        return None
    if isinstance(metric.counted, FixedSeconds):
        return Fraction(metric.counted.fixed.seconds)
    return Fraction(window.end - window.start) if metric.hours in (None, "24x7") else None


def records_expected(agreement: Agreement, target: Target, window: WindowSpan) -> int | None:
    """
    How many records the service of a target expects in a window, at most where that is agreed.

    The whole part of them; None where no volume is agreed, or none that has an exact part in it.
    """
    lines = (line for line in agreement.services or () if line.service == target.service)
    volume = next((line.volume for line in lines if line.volume is not None), None)
    most = None if volume is None else volume.at_most or volume.expect
    if volume is None or most is None:
        return None
    first, last = date.fromisoformat(window.first), date.fromisoformat(window.last)
    if volume.per in _DAYS:
        days = (last - first).days + 1
        return most * days // _DAYS[volume.per]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return most * months // _MONTHS[volume.per] if first.day == 1 else None
