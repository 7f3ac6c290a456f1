"""Rule C022."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule, section_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.currencies import MINOR_UNITS
from slaspec.language.model import Agreement


@rule(
    id="C022",
    name="unknown-currency",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def unknown_currency(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The currency of an agreement is not in use.

    What it does:
        Looks up `currency` in the list of ISO 4217.

    Why:
        How many decimals an amount has follows from its currency; no bank pays another one.

    Wrong:

        currency: EUX

    Right:

        currency: EUR

    Source:
        ISO 4217.
    """
    said = agreement.currency
    if said is not None and said not in MINOR_UNITS:
        yield finding_at(
            section_at(agreement, "currency", book),
            f"'{said}' is not a current ISO 4217 currency",
            instead_of(said, MINOR_UNITS, "currencies"),
        )
