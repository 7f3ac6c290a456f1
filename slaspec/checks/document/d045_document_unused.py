"""Rule D045."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.unused import any_fault, documents_used
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Calendar, DataSource, PriorityMatrix, Terms

_WORDS = {
    Calendar: "calendar",
    DataSource: "data source",
    PriorityMatrix: "priority matrix",
    Terms: "Terms",
}


@rule(id="D045", name="document-unused", severity="info", aspect="document")
def document_unused(book: Book) -> Iterator[Finding]:
    """
    A calendar, a data source, a priority matrix or a document of Terms is used by no agreement.

    What it does:
        Looks for every such document of the book in all SLAs, OLAs and UCs with their Terms.
        Silent while a file cannot be read: it may use it.

    Why:
        Somebody keeps its holidays up to date for nothing, or believes that an agreement counts
        on these hours while it counts on others.

    Wrong:

        kind: Calendar
        id: shop-hours

    Right:

        support: [{channel: phone, contact: "+47 21 00 00 00", hours: shop-hours}]
        ---
        kind: Calendar
        id: shop-hours

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    if any_fault(book):
        return
    used = documents_used(book)
    for contract in book.contracts.values():
        what = _WORDS.get(type(contract))
        if what is not None and contract.id not in used:
            yield finding_at(
                contract.at.of("id"),
                f"no agreement uses the {what} '{contract.id}'",
                f"name {contract.id} in the agreement that needs it, or remove the file",
                document=contract.id,
            )
