"""The windows of an agreement in which witnesses are placed, and the plan that judges them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.target import Target
from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR, Zone
from slaspec.measure.plan import Plan, TargetPlan, plan
from slaspec.measure.results import WindowSpan
from slaspec.service_time.civil import midnight

# Two years and a bit: the clock changes four times, and a year of any kind fits in.
LOOKED_AT = timedelta(days=26 * 31)
_ONE_DAY = timedelta(days=1)
_ONE_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Frame:
    """
    One target with its plan, and the seconds of its term.

    `windows` are the parts inside the term of those that are judged, in order, none overlapping
    another; `term` is the first second and the first second after it, as far as is looked at.
    """

    plan: Plan
    target: TargetPlan
    windows: tuple[WindowSpan, ...]
    term: tuple[int, int]

    @property
    def zone(self) -> Zone:
        """The zone of the agreement."""
        return self.plan.zone

    def window_of(self, *instants: int) -> WindowSpan | None:
        """The judged window that holds all of some instants."""
        for window in self.windows:
            if all(window.start <= instant < window.end for instant in instants):
                return window
        return None


def frame(book: Book, agreement: Agreement, target: Target) -> Frame:
    """
    The frame of one target of a whole agreement.

    Raises what `measure.plan.plan` raises where the target cannot be measured as it is written.
    """
    alone = replace(agreement, targets=(target,))
    first, last = _looked_at(agreement)
    made = plan(book, alone, first, last)
    windows = _judged(made, first, last, whole=True)
    partial = made.targets[0].answers.partial_window
    if not windows and (partial == "merged" or isinstance(partial, PartialWindow)):
        made = plan(book, alone, _moved(first, -_ONE_YEAR), _moved(last, _ONE_YEAR))
        windows = _judged(made, first, last, whole=False)
    begin, end = agreement.effective.from_.value, last + _ONE_DAY
    term = (midnight(begin, made.zone), midnight(end, made.zone))
    inside = (replace(w, start=max(w.start, term[0]), end=min(w.end, term[1])) for w in windows)
    return Frame(made, made.targets[0], tuple(inside), term)


def _looked_at(agreement: Agreement) -> tuple[date, date]:
    """The judged dates of the term, as far as is looked at."""
    effective = agreement.effective
    judged = effective.judged_from or effective.from_
    first = max(effective.from_.value, judged.value)
    last = _moved(first, LOOKED_AT)
    if effective.ends is not None:
        last = min(last, effective.ends.value)
    return first, max(first, last)


def _moved(day: date, by: timedelta) -> date:
    """A date some time away, within the years that are known, with a year of margin."""
    first, last = date(FIRST_YEAR + 2, 1, 1), date(LAST_YEAR - 2, 12, 31)
    try:
        return min(max(day + by, first), last)
    except OverflowError:
        return last


def _judged(made: Plan, first: date, last: date, *, whole: bool) -> tuple[WindowSpan, ...]:
    """
    What stands for the windows (wholly) inside the term that have a verdict of their own.

    Of windows that overlap each other only the first is taken.
    """
    begin, end = first.isoformat(), last.isoformat()
    target, judged_from = made.targets[0], made.agreement.effective.judged_from
    found: list[WindowSpan] = []
    for window in sorted(target.spans.judged.values()):
        inside = window.last >= begin and window.first <= end
        if whole:
            inside = window.first >= begin and window.last <= end
        early = judged_from is not None and window.first < judged_from.text
        if inside and not early and (not found or found[-1].end <= window.start):
            found.append(window)
    # What is smoothed with the window before is not to be touched by a witness in it.
    return tuple(found if target.answers.smooth_with is None else found[::2])
