"""Rule T004."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.hours import calendars_used
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="T004", name="closed-dates-outside-term", severity="warning", aspect="time")
def closed_dates_outside_term(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    None of the closed dates of a calendar lies in the term of an agreement that uses it.

    What it does:
        Compares the `closed` dates of every calendar that an agreement uses with its term.

    Why:
        A list of holidays that ends before the agreement begins was copied from an older one. The
        provider will be late on every holiday, or the customer will be told so.

    Wrong:

        kind: SLA
        effective: {from: 2026-01-01, through: 2026-12-31}
        ---
        kind: Calendar
        closed: [{date: 2024-05-17}, {date: 2025-05-17}]
        # valid is missing

    Right:

        kind: SLA
        effective: {from: 2026-01-01, through: 2026-12-31}
        ---
        kind: Calendar
        closed: [{date: 2026-05-17}]
        # valid is missing

    Source:
        Precise reading of the contract language: a list of closed dates that covers no day of
        the term is a finding.
    """
    term = agreement.effective
    last = term.ends.value if term.ends else date.max
    for calendar in calendars_used(agreement, book):
        days = [entry.date.value for entry in calendar.closed or ()]
        if days and not any(term.from_.value <= day <= last for day in days):
            until = f"through {term.ends}" if term.ends else "on"
            yield finding_at(
                calendar.at.of("closed"),
                f"no closed date of calendar '{calendar.id}' lies in the term of an agreement that"
                f" uses it, from {term.from_} {until}; they run from {min(days)} to {max(days)}",
                "pin the closed dates of the term",
                at_key=True,
            )
