"""Rule T026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.ledgers import agreement_of
from slaspec.checks.rule import finding_at, rule
from slaspec.errors import UsageError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Ledger
from slaspec.language.model.ledger import Entry, GrantedEntry, MaintenanceEntry, StatementEntry
from slaspec.language.model.node import Place
from slaspec.measure.windows import named
from slaspec.service_time.civil import local_date


@rule(id="T026", name="ledger-outside-term", severity="error", aspect="time")
def ledger_outside_term(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    An entry is about a time or a window that is not in the term of the agreement.

    What it does:
        Compares the time of announced work and of grants, their windows, and the windows of
        statements with the term.

    Why:
        Outside the term nothing is promised: there is nothing to excuse and nothing to settle. A
        wrong year is the usual reason.

    Wrong:

        kind: Ledger
        entries: [{statement: 2025-01, date: 2026-02-06, state: issued}]

    Right:

        kind: Ledger
        entries: [{statement: 2026-01, date: 2026-02-06, state: issued}]

    Source:
        ITIL service level management: an agreement holds between its start and its end date.
    """
    agreement = agreement_of(ledger, book)
    if agreement is None or agreement.timezone is None:
        return
    first, ends = agreement.effective.from_.value, agreement.effective.ends
    last = ends.value if ends else date.max
    for entry in ledger.entries:
        for at, words, begin, end in _times(entry, agreement):
            if end < first or begin > last:
                until = f" to {last}" if ends else ""
                said = f"{words} lies outside the term of '{agreement.id}', {first}{until}"
                yield finding_at(at, said, "correct the date", document=agreement.id)


def _times(entry: Entry, agreement: Agreement) -> Iterator[tuple[Place, str, date, date]]:
    """Place, words, first and last date of what an entry is about."""
    if isinstance(entry, StatementEntry):
        yield from _windows([(entry.at.of("statement"), entry.statement)])
    if isinstance(entry, GrantedEntry):
        listed = enumerate(entry.windows or ())
        yield from _windows([(entry.at.of("windows", i), name) for i, name in listed])
    if isinstance(entry, MaintenanceEntry | GrantedEntry) and entry.from_ and entry.until:
        zone = agreement.timezone or ""
        begin, end = (local_date(each.epoch, zone) for each in (entry.from_, entry.until))
        yield entry.at.of("from"), str(entry.from_), begin, end


def _windows(said: list[tuple[Place, str]]) -> Iterator[tuple[Place, str, date, date]]:
    for at, name in said:
        try:
            yield at, f"window {name}", *named(name)
        except UsageError:
            continue
