"""What is known on the day of a settlement beside its records: the ledger, and what was issued."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.language.ledgers import entries_of
from slaspec.language.model import Agreement as AnyAgreement
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.ledger.issued_files import read_issued, statements_in
from slaspec.remedies.ledger.with_ledger import Known

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement


def known_on_day(
    book: Book, whole: Agreement, as_of: date, history: str | Path | None = None
) -> Known:
    """
    The entries about an agreement and, from a folder of issued statements, those of it.

    Statements of the other agreements of the book are passed over. Raises as `read_issued` does.
    """
    entries = entries_of(book, whole.id)
    deadlines = Deadlines(book, whole, as_of)
    if history is None:
        return Known(deadlines, entries)
    files = statements_in(Path(history), str(history))
    others = [each.id for each in book.of(AnyAgreement)]
    return Known(deadlines, entries, read_issued(files, whole, others, entries))
