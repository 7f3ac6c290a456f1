"""What a reader of a preview has to know besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from slaspec.errors import ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar
from slaspec.measure.plan import Plan
from slaspec.measure.results import Measurements, WindowSpan
from slaspec.measure.windows import period as dates

if TYPE_CHECKING:
    from slaspec.records.tickets import ReadReport

_ONE_DAY = timedelta(days=1)


def remarks(
    book: Book,
    plan: Plan,
    measurements: Measurements,
    reports: Sequence[ReadReport],
    period: str,
    as_of: date,
) -> tuple[str, ...]:
    """Sentences on windows not settled here, on late or missing data, on errors of the text."""
    return tuple(
        dict.fromkeys(
            [
                *_unsettled_windows(plan, *dates(period)),
                *_late_data(book, plan.agreement, measurements.windows, as_of),
                *_no_rows(reports),
                *_errors(book, plan.agreement, as_of),
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
        closed = closes + _ONE_DAY  # the last day counts to its end
        if as_of > closed:
            yield (
                f"the data of {window.name} closed with {closes}; this preview knows all that was"
                f" recorded before {as_of}. For the statement as issued, say --as-of {closed}"
            )


def _no_rows(reports: Sequence[ReadReport]) -> Iterator[str]:
    """Nothing happened and nobody measured are different questions: say which one was answered."""
    for report in reports:
        if not report.rows_read:
            yield (
                f"{report.file} has no row: this reads as 'nothing happened' (no_events), not as"
                " 'nobody measured' (no_data)"
            )


def _errors(book: Book, agreement: Agreement, as_of: date) -> Iterator[str]:
    """Errors that do not bar a settlement still belong before whoever signs it."""
    from slaspec.use_cases.check import check

    found = [f for f in check(book, as_of) if f.document == agreement.id]
    rules = sorted({finding.rule for finding in found if finding.severity == "error"})
    if rules:
        yield (
            f"slaspec check finds errors in this agreement ({', '.join(rules)}); the preview was"
            " computed all the same"
        )
