"""Rule T001."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.hours import calendars_used
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="T001", name="calendar-ends-before-term", severity="error", aspect="time")
def calendar_ends_before_term(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A calendar does not cover the term of an agreement that uses it.

    What it does:
        Compares `valid` of every calendar that an agreement uses with its term. For an agreement
        with an open end the calendar must at least reach today; with one that renews itself, the
        end of its first term too.

    Why:
        Outside `valid` the holidays are not known. Every hour counted there is a guess, and the
        amounts that follow from it are too.

    Wrong:

        kind: SLA
        effective: {from: 2026-01-01, through: 2027-12-31}
        ---
        kind: Calendar
        closed: [{date: 2026-05-17}]
        valid: {from: 2026-01-01, through: 2026-12-31}

    Right:

        kind: SLA
        effective: {from: 2026-01-01, through: 2027-12-31}
        ---
        kind: Calendar
        closed: [{date: 2026-05-17}, {date: 2027-05-17}]
        valid: {from: 2026-01-01, through: 2027-12-31}

    Source:
        The day of Constitution Day in Norway is fixed and Easter is not: each year's dates have
        to be pinned.
    """
    term = agreement.effective
    begins, first_end = term.from_.value, term.through
    ends = first_end if term.ends or (first_end and first_end.value >= as_of) else None
    for calendar in calendars_used(agreement, book):
        known = calendar.valid
        if known is None or known.through.value < known.from_.value:
            continue
        if begins < known.from_.value:
            yield finding_at(
                known.at.of("from"),
                f"calendar '{calendar.id}' knows its closed dates from {known.from_} on;"
                f" an agreement that uses it begins on {begins}",
                f"pin the closed dates from {begins} on and write valid: {{from: {begins}, …}}",
            )
        last = ends.value if ends else as_of
        if known.through.value < last:
            what = f"an agreement that uses it runs through {last}" if ends else f"it is {last}"
            yield finding_at(
                known.at.of("through"),
                f"calendar '{calendar.id}' knows its closed dates through {known.through} only;"
                f" {what}",
                f"pin the closed dates through {last} and extend valid",
            )
