"""Rule D003."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Terms


@rule(
    id="D003",
    name="unknown-terms",
    severity="error",
    aspect="document",
    with_terms=False,
    bars_settlement=True,
)
def unknown_terms(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An agreement stands on Terms that are not there, or on another version of them.

    What it does:
        Looks for a document of kind Terms with the id and the version that the agreement pins,
        and says which one there is. Until they are found, the agreement is not judged any further.

    Why:
        Half of the promise stands in the Terms. With a version that is not there nobody knows
        what was agreed; with a newer one the text would change under a signature.

    Wrong:

        terms: {use: nordit-terms, version: 2025-1}
        ---
        kind: Terms
        version: 2026-1

    Right:

        terms: {use: nordit-terms, version: 2026-1}
        ---
        kind: Terms
        version: 2026-1

    Source:
        Directive 93/13/EEC, annex 1(i): terms that a party could not become acquainted with
        before the conclusion of the contract do not bind it.
    """
    use = agreement.terms
    if use is None or book.terms_of(agreement) is not None:
        return
    found = book.contracts.get(use.use)
    if isinstance(found, Terms):
        yield finding_at(
            use.at.of("version"),
            f"Terms '{use.use}' are there in version {found.version}, not {use.version}",
            f"write version: {found.version} when both parties agreed to it,"
            f" or put version {use.version} back",
            related=((f"version {found.version}", found.at.of("version").span),),
        )
    elif found is not None:
        yield finding_at(
            use.at.of("use"),
            f"'{use.use}' is a {found.kind}, not Terms",
            instead_of(use.use, (terms.id for terms in book.of(Terms)), "Terms"),
        )
    elif not index(book).may_stand_in_a_faulty_file(use.use):
        yield finding_at(
            use.at.of("use"),
            f"there are no Terms '{use.use}'",
            instead_of(use.use, (terms.id for terms in book.of(Terms)), "Terms"),
        )
