"""What a ledger records besides relief: nothing of it changes a preview, and its reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.language.ledgers import entries_of
from slaspec.language.model.ledger import ChoiceEntry, ClaimEntry, StatementEntry

if TYPE_CHECKING:
    from datetime import date

    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.ledger import Entry
    from slaspec.measure.results import WindowSpan


def recorded(
    book: Book, agreement: Agreement, windows: tuple[WindowSpan, ...], as_of: date
) -> Iterator[str]:
    """
    Sentences on claims, choices and statements that were recorded by a date.

    A claim or choice that names no window may be about any of them, and is told in each preview.
    """
    names = {window.name for window in windows}
    for entry in entries_of(book, agreement.id):
        if entry.date.value <= as_of:
            yield from _told(entry, names)


def _told(entry: Entry, windows: set[str]) -> Iterator[str]:
    by = f"the ledger entry of {entry.date} ({entry.at.span})"
    match entry:
        case StatementEntry() if entry.statement in windows:
            note = f", credit note {entry.credit_note}" if entry.credit_note else ""
            yield (
                f"the statement of {entry.statement} was {entry.state}{note}, says {by}: this"
                " preview does not change it; what differs belongs into a later statement"
            )
        case ClaimEntry() if _may_be_of(entry.for_, windows):
            yield (
                f"'{entry.claim}' was claimed for {entry.for_}, says {by}: claims are not settled"
                " by this version, and change nothing here"
            )
        case ChoiceEntry() if _may_be_of(entry.for_, windows):
            yield (
                f"'{entry.takes}' was chosen in group '{entry.choice}' for {entry.for_}, says {by}:"
                " choices are not settled by this version, and change nothing here"
            )


def _may_be_of(event: str, windows: set[str]) -> bool:
    """Whether an event may lie in some windows: another window does not."""
    from slaspec.errors import UsageError
    from slaspec.measure.windows import named

    try:
        named(event)
    except UsageError:
        return True
    return event in windows
