"""Rule D061."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment


@rule(id="D061", name="unknown-amended-agreement", severity="error", aspect="document")
def unknown_amended_agreement(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment changes an agreement that is not there.

    What it does:
        Looks up `amends.agreement` among the SLAs, OLAs and UCs of the book. General terms are not
        amended: an amendment may change a section that stands in them for one agreement.

    Why:
        The change was agreed and signed, and it changes nothing.

    Wrong:

        kind: Amendment
        amends: {agreement: acme, version: "1.0"}

    Right:

        kind: Amendment
        amends: {agreement: acme-sla, version: "1.0"}

    Source:
        UNIDROIT Principles 2016, article 3.1.2: a contract is modified by the agreement of its
        parties; it has to be known which contract.
    """
    said = amendment.amends.agreement
    if book.get(said, Agreement) is not None or index(book).may_stand_in_a_faulty_file(said):
        return
    other = book.contracts.get(said)
    kind = getattr(other, "kind", None)
    message = f"'{said}' is of kind {kind}" if kind else f"there is no agreement '{said}'"
    known = [agreement.id for agreement in book.of(Agreement)]
    help = instead_of(said, known, "agreements")
    yield finding_at(amendment.amends.at.of("agreement"), message, help)
