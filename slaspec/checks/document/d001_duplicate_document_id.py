"""Rule D001."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book, duplicate_ids


@rule(
    id="D001",
    name="duplicate-document-id",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def duplicate_document_id(book: Book) -> Iterator[Finding]:
    """
    Two documents have one id.

    What it does:
        Finds documents whose id an earlier file (by name) has already. Both places are named. Only
        the first document is used; the other is not judged any further.

    Why:
        Everything refers to documents by their ids. With two calendars named `office` nobody can
        say which hours a promise is about, and a copied file changes amounts without a word.

    Wrong:

        kind: Calendar
        id: office
        ---
        kind: Calendar
        id: office

    Right:

        kind: Calendar
        id: office
        ---
        kind: Calendar
        id: office-summer

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is identified and its versions
        controlled.
    """
    for contract, first in duplicate_ids(book.files):
        yield finding_at(
            contract.at.of("id"),
            f"the id '{contract.id}' is taken: it stands in {first} already",
            "give one of the two documents another id",
            document=contract.id,
            related=((f"first '{contract.id}'", first),),
        )
