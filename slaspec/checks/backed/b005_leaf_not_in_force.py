"""Rule B005."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"not-in-force", "notice", "judged-from"})


@rule(id="B005", name="leaf-not-in-force", severity="error", aspect="backed")
def leaf_not_in_force(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    An OLA or UC is not in force for as long as the promise that stands on it.

    What it does:
        Compares the first hand-over and the last possible one with the term of the OLA or UC, its
        notice with that of the agreement, and the dates from which both are judged.

    Why:
        A supplier contract that ends a year before the agreement is the commonest hole of all:
        nobody is late, and nobody is there.

    Wrong:

        kind: OLA
        effective: {from: 2026-01-01, through: 2026-12-31}

    Right:

        kind: OLA
        effective: {from: 2026-01-01, through: 2027-12-31}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
