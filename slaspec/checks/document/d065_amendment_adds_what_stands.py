"""Rule D065."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import faults_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="D065",
    name="amendment-adds-what-stands",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amendment_adds_what_stands(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment adds something where something stands already.

    What it does:
        Looks at the place of every change that `adds`: no key, and no entry with this id, may be
        there in the text in force.

    Why:
        Whoever adds a second target of one name did not see the first one. Which of the two holds
        would be for a court to say.

    Wrong:

        kind: Amendment
        changes: [{at: remedies/desk-credit, adds: {id: desk-credit, for_each: window}}]

    Right:

        kind: Amendment
        changes: [{at: remedies/night-credit, adds: {id: night-credit, for_each: window,
                   rate: {flat: 2%}, base: {charge: service-desk}}}]

    Source:
        ISO/IEC 19086-2:2018, metric model: every metric has an identifier of its own.
    """
    yield from faults_of(amendment, book, "exists")
