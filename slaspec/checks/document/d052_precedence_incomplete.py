"""Rule D052."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule, section_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D052", name="precedence-incomplete", severity="warning", aspect="document")
def precedence_incomplete(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An agreement stands on Terms, and nobody says which of the two texts prevails.

    What it does:
        For every SLA, OLA or UC with Terms, looks for `precedence` with both texts in it; without
        Terms, for a `precedence` that names them all the same.

    Why:
        Two texts that were written in different years say different things somewhere. A sentence
        on which one prevails ends the argument before it begins.

    Wrong:

        terms: {use: nordit-terms, version: 2026-1}
        ---
        kind: Terms
        precedence: [agreement]

    Right:

        terms: {use: nordit-terms, version: 2026-1}
        ---
        kind: Terms
        precedence: [agreement, terms]

    Source:
        UNIDROIT Principles 2016, article 2.1.21: conflict between standard and other terms.
    """
    order = agreement.precedence
    if agreement.terms is None:
        if order is not None and "terms" in order:
            yield finding_at(
                section_at(agreement, "precedence", book),
                f"'{agreement.id}' says where its Terms stand in the order, and has none",
                "drop precedence, or name the Terms with terms: {use: …, version: …}",
            )
    elif order is None:
        yield finding_at(
            agreement.terms.at,
            f"nobody says whether '{agreement.id}' or its Terms '{agreement.terms.use}' prevail",
            "add precedence: [agreement, terms]",
        )
    elif len(order) < 2:
        missing = "terms" if "agreement" in order else "agreement"
        yield finding_at(
            section_at(agreement, "precedence", book),
            f"the order of precedence leaves out the {missing}",
            "write precedence: [agreement, terms], the strongest first",
        )
