"""Rule D069."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.document.amended import text_before
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.amendments import missing_consent
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(id="D069", name="amendment-not-signed-yet", severity="warning", aspect="document")
def amendment_not_signed_yet(amendment: Amendment, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A draft of an amendment waits for signatures.

    What it does:
        Finds amendments whose date is still to come and that lack a signature which
        `changes.consent` of the agreement asks for.

    Why:
        A draft is checked like an amendment, so that what is signed is sound; it changes nothing
        until then, and its date goes by.

    Wrong:

        kind: Amendment
        effective: {from: 2027-01-01}
        # signatures is missing

    Right:

        kind: Amendment
        effective: {from: 2027-01-01}

    Source:
        UNIDROIT Principles 2016, article 2.1.13: no contract before agreement on what one side
        insists upon.
    """
    text = text_before(amendment, book)
    missing = missing_consent(amendment, text) if text and amendment.begins > as_of else ()
    if missing:
        yield finding_at(
            amendment.at.of("id"),
            f"this amendment of '{amendment.amends.agreement}' is a draft: it is not signed by"
            f" {listed(missing)}",
            f"have it signed before {amendment.begins}, or drop it",
            document=amendment.amends.agreement,
        )
