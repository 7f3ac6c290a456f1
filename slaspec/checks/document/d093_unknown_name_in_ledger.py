"""Rule D093."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.names_in_ledger import names_in
from slaspec.checks.index import index
from slaspec.checks.ledgers import agreement_of
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Ledger


@rule(id="D093", name="unknown-name-in-ledger", severity="error", aspect="document")
def unknown_name_in_ledger(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    An entry of a ledger names a target, remedy, component, party or person that is not there.

    What it does:
        Looks up targets, remedies and groups in the agreement, services and components in the
        catalogues, parties among its two sides, and people in the documents of kind Parties.

    Why:
        An entry with a slip in it changes nothing, and looks as if it did.

    Wrong:

        kind: Ledger
        entries: [{claim: network-credits, date: 2026-05-04, for: OUT-17}]

    Right:

        kind: Ledger
        entries: [{claim: network-credit, date: 2026-05-04, for: OUT-17}]

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is suitable for use.
    """
    agreement = agreement_of(ledger, book)
    if agreement is None:
        return
    for entry in ledger.entries:
        for each in names_in(entry, agreement, index(book)):
            if each.name not in each.known:
                said = f"there is no {each.what} '{each.name}'"
                help = instead_of(each.name, each.known, each.many)
                yield finding_at(each.at, said, help, document=agreement.id)
