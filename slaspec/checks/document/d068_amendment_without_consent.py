"""Rule D068."""

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


@rule(
    id="D068",
    name="amendment-without-consent",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amendment_without_consent(amendment: Amendment, book: Book, as_of: date) -> Iterator[Finding]:
    """
    The date of an amendment has come, and not all have signed it who have to.

    What it does:
        Compares the signatures with `changes.consent` of the text in force: `mutual` (also where
        nothing is said) asks for those of provider and customer. Without them the amendment is
        not in force, whatever its date.

    Why:
        One side works to the new text and the other to the old one. Nobody changes a contract
        alone unless the contract says so.

    Wrong:

        kind: Amendment
        signatures: [{party: nordit, by: k-berg, date: 2026-05-21}]

    Right:

        kind: Amendment
        signatures:
          - {party: acme, by: j-jansen, date: 2026-05-20}
          - {party: nordit, by: k-berg, date: 2026-05-21}

    Source:
        UNIDROIT Principles 2016, article 3.1.2: a contract is modified by the mere agreement of
        the parties.
    """
    text = text_before(amendment, book)
    missing = missing_consent(amendment, text) if text and amendment.begins <= as_of else ()
    if missing:
        yield finding_at(
            amendment.effective.at.of("from"),
            f"this amendment of '{amendment.amends.agreement}' was to take effect on"
            f" {amendment.begins} and is not signed by {listed(missing)}: it is not in force",
            "add the missing signatures, or move the date",
            document=amendment.amends.agreement,
        )
