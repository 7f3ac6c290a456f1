"""Rule T002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.hours import ALWAYS, calendars_named
from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar


@rule(
    id="T002",
    name="unknown-calendar",
    severity="error",
    aspect="time",
    bars_settlement=True,
)
def unknown_calendar(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Hours are named that no calendar describes.

    What it does:
        Looks up the hours of objectives, metrics, exclusions, support channels and own handling,
        and the calendar by which days are counted, among the documents of kind Calendar. `24x7`
        is built in.

    Why:
        Five hours are an afternoon or the next morning, depending on the calendar. Without it
        neither a deadline nor a credit can be computed.

    Wrong:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: office-no}]

    Right:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: office}]

    Source:
        A service desk tool that finds no hours falls back to the wall clock in one product, and
        to a deadline at once in another (OTOBO): the contract has to say it.
    """
    for said, at in calendars_named(agreement):
        if book.get(said, Calendar) is None and not index(book).may_stand_in_a_faulty_file(said):
            known = [ALWAYS, *(calendar.id for calendar in book.of(Calendar))]
            help = instead_of(said, known, "calendars")
            yield finding_at(at, f"there is no calendar '{said}'", help)
