"""Rule T007."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.once import kept_with
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.checks.time.last_deadline import last_deadline
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration


@rule(id="T007", name="calendar-too-short-for-limits", severity="warning", aspect="time")
def calendar_too_short_for_limits(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A calendar ends with the term, and the last deadlines lie behind it.

    What it does:
        Counts each limit from the end of the term on, in the calendar in which it runs, and
        compares the date with `valid`. Terms without an end are passed over.

    Why:
        What is reported on the last day is due in the days after it. Without their holidays its
        verdict cannot be computed, and neither can that of the last month.

    Wrong:

        kind: SLA
        effective: {from: 2026-01-01, through: 2026-12-31}
        ---
        kind: Calendar
        closed: [{date: 2026-05-17}]
        valid: {from: 2026-01-01, through: 2026-12-31}

    Right:

        kind: SLA
        effective: {from: 2026-01-01, through: 2026-12-31}
        ---
        kind: Calendar
        closed: [{date: 2026-05-17}, {date: 2027-01-01}]
        valid: {from: 2026-01-01, through: 2027-01-31}

    Source:
        Service time beyond the dates that a calendar knows is an error here, never a clipped
        number.
    """
    ends = agreement.effective.ends
    if ends is None:
        return
    for id, day in _needed(agreement, book, ends.value).items():
        calendar = book.get(id, Calendar)
        if calendar and calendar.valid and ends.value <= calendar.valid.through.value < day:
            yield finding_at(
                calendar.valid.at.of("through"),
                f"calendar '{id}' knows its closed dates through {calendar.valid.through}; what is"
                f" reported on {ends}, the last day of a term, is due by {day} at the latest",
                f"pin the closed dates through {day} at least and extend valid",
            )


def _needed(agreement: Agreement, book: Book, ends: date) -> dict[str, date]:
    """The last deadline of a term in each calendar, by its id."""
    found: dict[str, date] = {}
    for target, metric in measured(agreement):
        hours = metric.hours if isinstance(metric, DurationMetric) else None
        for _, objective in objectives(target):
            calendar = book.get(objective.hours or hours, Calendar)
            if calendar is None or objective.within is None:
                continue
            day = _last_deadline(book, calendar, ends, objective.within)
            if day is not None:
                found[calendar.id] = max(day, found.get(calendar.id, day))
    return found


def _last_deadline(
    book: Book, calendar: Calendar, ends: date, within: Duration | WorkingDays
) -> date | None:
    """Many agreements end on one day and promise the same limits: each is counted once."""
    from slaspec.service_time.faults import faults

    known = kept_with(book, "last deadlines")
    key = (calendar.id, ends, within)
    if key not in known:
        sound = not any(faults(calendar))
        known[key] = last_deadline(calendar, ends, within) if sound else None
    found: date | None = known[key]
    return found
