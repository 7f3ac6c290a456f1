"""Rule D062."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import faults_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="D062",
    name="amendment-of-another-version",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amendment_of_another_version(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment was written against another version than the one that it would change.

    What it does:
        Compares `amends.version` with the version of the text in force just before the amendment,
        and asks for another one in `version`. Amendments are applied by effective date, then by
        id; one without all signatures is passed over.

    Why:
        Two amendments that were written side by side, each against the first text, cannot both
        mean what their authors read in them.

    Wrong:

        kind: Amendment
        amends: {agreement: acme-sla, version: "0.9"}

    Right:

        kind: Amendment
        amends: {agreement: acme-sla, version: "1.0"}

    Source:
        ISO/IEC 20000-1:2018, 8.5.1: changes to agreements are controlled, and so are their
        versions.
    """
    yield from faults_of(amendment, book, "version")
