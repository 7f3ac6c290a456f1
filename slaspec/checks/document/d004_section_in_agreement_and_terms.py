"""Rule D004."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, key_span, rule
from slaspec.findings import Finding
from slaspec.language.book import SECTIONS, Book
from slaspec.language.model import Agreement


@rule(
    id="D004",
    name="section-in-agreement-and-terms",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def section_in_agreement_and_terms(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A section stands in the agreement and in its Terms.

    What it does:
        Compares the sections of an agreement with those of the Terms that it uses. Each section
        stands in one of the two; nothing is merged key by key.

    Why:
        Two interpretations that each answer half of the questions are the oldest way to a
        dispute: the reader of one text does not know that the other one says something else.

    Wrong:

        terms: {use: nordit-terms, version: 2026-1}
        currency: EUR
        ---
        kind: Terms
        currency: NOK

    Right:

        terms: {use: nordit-terms, version: 2026-1}
        # currency is missing
        ---
        kind: Terms
        currency: EUR

    Source:
        UNIDROIT Principles 2016, article 2.1.21: a conflict between a standard term and one that
        is not a standard term.
    """
    written = book.contracts[agreement.id]
    terms = book.terms_of(agreement)
    if terms is None:
        return
    for section in SECTIONS:
        if getattr(written, section) is not None and getattr(terms, section) is not None:
            in_terms = key_span(terms.at.of(section))
            yield finding_at(
                written.at.of(section),
                f"'{section}' stands here and in the Terms '{terms.id}' ({in_terms})",
                "keep it in one of the two; write a deviation out in full in the agreement and"
                " take the section out of the Terms",
                at_key=True,
                related=((f"'{section}' in the Terms", in_terms),),
            )
