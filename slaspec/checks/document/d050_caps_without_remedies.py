"""Rule D050."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D050", name="caps-without-remedies", severity="warning", aspect="document")
def caps_without_remedies(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An agreement limits its credits and pays none.

    What it does:
        Finds `caps` over a whole SLA, OLA or UC in which no target leads to a credit. Caps in
        Terms may be without effect in some agreements.

    Why:
        Who reads "credits are at most 10 % of the yearly charges" believes that there are credits.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}
        caps: [{per: contract_year, at_most: 10%, of: {all_charges: contracted}, excess: lost}]

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        caps: [{per: contract_year, at_most: 10%, of: {all_charges: contracted}, excess: lost}]

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    written = book.contracts[agreement.id]
    if getattr(written, "caps", None) and all(
        remedy.nature == "bonus" for remedy in used_remedies(agreement)
    ):
        yield finding_at(
            written.at.of("caps"),
            f"'{agreement.id}' has caps, but no target leads to a credit",
            "add remedies: […] to the targets, or drop caps",
            at_key=True,
        )
