"""What a reader of a preview has to know besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from slaspec.errors import ServiceTimeError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar
from slaspec.measure.plan import Plan, TargetPlan
from slaspec.measure.results import Measurements, WindowSpan
from slaspec.measure.windows import named
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
                *_looking_back(plan, dates(period)[0]),
                *_late_data(book, plan.agreement, measurements.windows, as_of),
                *_no_rows(plan, reports),
                *_unproved(plan),
                *_errors(book, plan.agreement, as_of),
            ]
        )
    )


def remarks_on_figures(
    book: Book, plan: Plan, measurements: Measurements, period: str, as_of: date
) -> tuple[str, ...]:
    """The sentences that hold where figures are reported: no records were read."""
    found = [
        *_unsettled_windows(plan, *dates(period)),
        *_late_data(book, plan.agreement, measurements.windows, as_of),
        *_errors(book, plan.agreement, as_of),
    ]
    return tuple(dict.fromkeys(found))


def _unsettled_windows(plan: Plan, first: date, last: date) -> Iterator[str]:
    for target in plan.targets:
        if not target.windows:
            yield (
                f"{target.target.id} is judged per {target.window}: no whole one lies in this"
                " period"
            )
            continue
        begin = _first_date(target)
        end = date.fromisoformat(target.windows[-1].last)
        if begin > first or end < last:
            yield (
                f"{target.target.id} is judged per {target.window}: this preview settles {begin} to"
                f" {end}, the other days of the period belong to windows beyond it"
            )


def _looking_back(plan: Plan, first: date) -> Iterator[str]:
    """Records of before the period may decide: an export of the period alone lacks them."""
    for target in plan.targets:
        spans = (*target.spans.judged.values(), *target.spans.before.values())
        begin = min((span.first for span in spans), default=first.isoformat())
        if begin < first.isoformat():
            yield (
                f"{target.target.id} is judged on records from {begin} on: an export that begins"
                " later would leave some of them out"
            )


def _first_date(target: TargetPlan) -> date:
    """The first date that a target settles: a rolling window looks back beyond it."""
    first = target.windows[0]
    rolls = target.window.startswith("rolling")
    return named(first.name)[0] if rolls else date.fromisoformat(first.first)


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
    closed: list[tuple[str, date]] = []
    for window in windows:
        try:
            closes = last_day(date.fromisoformat(window.last), terms.data_closes, rule, days)
        except ServiceTimeError:
            continue
        if as_of > closes + _ONE_DAY:  # the last day counts to its end
            closed.append((window.name, closes))
    if closed:
        yield _knows_later(closed, as_of)


def _knows_later(closed: Sequence[tuple[str, date]], as_of: date) -> str:
    """Windows whose data closed before what this preview knows, with the last day of each."""
    first, last = closed[0], closed[-1]
    known = f"this preview knows all that was recorded before {as_of}"
    if first == last:
        issued = f"For the statement as issued, say --as-of {first[1] + _ONE_DAY}"
        return f"the data of {first[0]} closed with {first[1]}; {known}. {issued}"
    return (
        f"the data of {len(closed)} windows had closed, of {first[0]} with {first[1]} and of"
        f" {last[0]} with {last[1]}; {known}. For a statement as issued, preview its window alone,"
        f" --as-of the day after (of {last[0]}: {last[1] + _ONE_DAY})"
    )


_EMPTY = {
    "value": "no figure was reported, so that nobody measured (no_data)",
    "availability": "this reads as 'no outage' in the time that the source covers",
}


def _no_rows(plan: Plan, reports: Sequence[ReadReport]) -> Iterator[str]:
    """Nothing happened and nobody measured are different questions: say which one was answered."""
    for report in reports:
        if not report.rows_read:
            kinds = {t.metric.kind for t in plan.targets if t.source.id == report.source}
            said = [_EMPTY[kind] for kind in sorted(kinds & _EMPTY.keys())] or [
                "this reads as 'nothing happened' (no_events), not as 'nobody measured' (no_data)"
            ]
            yield f"{report.file} has no row: {'; '.join(said)}"
        elif not report.tickets_used:
            yield (
                f"none of the {report.tickets_read:,} {report.records} of {report.file} can be"
                " used: what is said here of its targets and what is owed rests on nothing"
            )


def _unproved(plan: Plan) -> Iterator[str]:
    """An exclusion that must be shown to hold excuses nothing before somebody has shown it."""
    from slaspec.measure.excused_time import is_standing

    listed = plan.agreement.exclusions or ()
    for target in plan.targets:
        named = target.metric.exclusions or ()
        shown = {grant.exclusion.id for grant in target.relief.grants}
        for exclusion in listed:
            if exclusion.id in named and exclusion.id not in shown and not is_standing(exclusion):
                yield (
                    f"nothing of {target.target.id} is excused as {exclusion.id}: it needs an entry"
                    " that it was announced, claimed or granted, and this preview has none"
                )


def _errors(book: Book, agreement: Agreement, as_of: date) -> Iterator[str]:
    """
    Errors that do not bar a settlement still belong before whoever signs it.

    What stands behind a promise moves no verdict of it: the rules `B…` are not asked.
    """
    from slaspec.use_cases.check import check

    told = check(book, as_of, ignore=["B"], tried=False)
    found = [f for f in told if f.document == agreement.id and f.aspect != "backed"]
    rules = sorted({finding.rule for finding in found if finding.severity == "error"})
    if rules:
        yield (
            f"slaspec check finds errors in this agreement ({', '.join(rules)}); the preview was"
            " computed all the same"
        )
