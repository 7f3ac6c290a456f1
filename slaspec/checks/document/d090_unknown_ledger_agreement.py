"""Rule D090."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.ledgers import may_be_there
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Ledger


@rule(id="D090", name="unknown-ledger-agreement", severity="error", aspect="document")
def unknown_ledger_agreement(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    A ledger is about an agreement that is not there.

    What it does:
        Looks up the agreement of every ledger among the SLAs, OLAs and UCs of the book.

    Why:
        Its entries would excuse nothing and claim nothing, and nobody would notice.

    Wrong:

        kind: Ledger
        agreement: acme

    Right:

        kind: Ledger
        agreement: acme-sla

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is available and suitable for use.
    """
    if book.get(ledger.agreement, Agreement) is None and not may_be_there(ledger, book):
        known = [agreement.id for agreement in book.of(Agreement)]
        yield finding_at(
            ledger.at.of("agreement"),
            f"there is no agreement '{ledger.agreement}'",
            instead_of(ledger.agreement, known, "agreements"),
        )
