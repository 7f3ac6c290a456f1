"""What a reader of a preview has to know besides: windows it leaves out, data that came late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.errors import ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar
from slaspec.measure.plan import Plan
from slaspec.measure.results import Measurements, WindowSpan
from slaspec.measure.windows import period as dates


def remarks(
    book: Book, plan: Plan, measurements: Measurements, period: str, as_of: date
) -> tuple[str, ...]:
    """Sentences on windows that are not settled here, and on data that came late."""
    return tuple(
        dict.fromkeys(
            [
                *_unsettled_windows(plan, *dates(period)),
                *_late_data(book, plan.agreement, measurements.windows, as_of),
            ]
        )
    )


def _unsettled_windows(plan: Plan, first: date, last: date) -> Iterator[str]:
    for target in plan.targets:
        if not target.windows:
            yield (
                f"{target.target.id} is judged per {target.window}: no whole one lies in this"
                " period"
            )
            continue
        begin = date.fromisoformat(target.windows[0].first)
        end = date.fromisoformat(target.windows[-1].last)
        if begin > first or end < last:
            yield (
                f"{target.target.id} is judged per {target.window}: this preview settles {begin} to"
                f" {end}, the other days of the period belong to windows beyond it"
            )


def _late_data(
    book: Book, agreement: Agreement, windows: tuple[WindowSpan, ...], as_of: date
) -> Iterator[str]:
    """After `data_closes` a correction belongs into a later statement; this preview has it here."""
    from slaspec.service_time.calendar import known_dates
    from slaspec.service_time.day_periods import last_day
    from slaspec.service_time.working_days import compile_working_days

    terms = agreement.statement
    rule = agreement.interpretation.day_periods if agreement.interpretation else None
    if terms is None or terms.data_closes is None or rule is None:
        return
    calendar = book.get(rule.calendar, Calendar)
    days = None if calendar is None else compile_working_days(calendar, *known_dates(calendar))
    for window in windows:
        try:
            closes = last_day(date.fromisoformat(window.last), terms.data_closes, rule, days)
        except ServiceTimeError:
            continue
        if as_of > closes:
            yield (
                f"the data of {window.name} closed on {closes}; this preview knows all that was"
                f" recorded before {as_of}. For the statement as issued, say --as-of {closes}"
            )
