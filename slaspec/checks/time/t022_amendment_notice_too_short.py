"""Rule T022."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.document.amended import text_before
from slaspec.checks.rule import finding_at, rule
from slaspec.errors import ServiceTimeError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment, Calendar
from slaspec.language.model.interpretation import DayPeriods
from slaspec.language.quantities import Span
from slaspec.service_time.calendar import known_dates
from slaspec.service_time.day_periods import last_day
from slaspec.service_time.working_days import compile_working_days

_PLAIN = DayPeriods(first_day="excluded", ends="end_of_day", on_closed_day="same_day")


@rule(id="T022", name="amendment-notice-too-short", severity="error", aspect="time")
def amendment_notice_too_short(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment takes effect before the notice is over that the agreement asks for.

    What it does:
        Counts `changes.notice` of the text in force from `notified`, or from the first signature,
        by `day_periods` of the interpretation. Nothing is asked of an amendment with
        `notice_waived` or `retroactive`.

    Why:
        The other side was promised time to adapt its tools, its suppliers and its shifts.

    Wrong:

        changes: {consent: mutual, notice: 3 months}
        ---
        kind: Amendment
        effective: {from: 2026-07-01}

    Right:

        changes: {consent: mutual, notice: 30 days}
        ---
        kind: Amendment
        effective: {from: 2026-07-01}

    Source:
        Regulation (EU) 2019/1150, article 3(2): changes of terms take effect after a reasonable
        notice.
    """
    text = text_before(amendment, book)
    told = amendment.notified.value if amendment.notified else _first_signature(amendment)
    notice = text.changes.notice if text and text.changes else None
    if text is None or told is None or notice is None:
        return
    if amendment.notice_waived or amendment.retroactive is not None:
        return
    ends = _end(told, notice, text, book)
    if ends is not None and amendment.begins <= ends:
        yield finding_at(
            amendment.effective.at.of("from"),
            f"this takes effect on {amendment.begins}; told on {told}, with a notice of {notice},"
            f" it can do so after {ends}",
            "let it take effect later, or write notice_waived: true if both sides agree",
            document=text.id,
        )


def _first_signature(amendment: Amendment) -> date | None:
    return min((each.date.value for each in amendment.signatures or ()), default=None)


def _end(told: date, notice: Span, text: Agreement, book: Book) -> date | None:
    """The last day of the notice; None where the agreement does not say how to count it."""
    said = text.interpretation.day_periods if text.interpretation else None
    calendar = book.get(said.calendar, Calendar) if said else None
    days = None if calendar is None else compile_working_days(calendar, *known_dates(calendar))
    try:
        return last_day(told, notice, said or _PLAIN, days)
    except ServiceTimeError:
        return None
