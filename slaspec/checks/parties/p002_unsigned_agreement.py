"""Rule P002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.parties.representatives import belong_together, representatives
from slaspec.checks.profiles import is_charter
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P002", name="unsigned-agreement", severity="warning", aspect="parties")
def unsigned_agreement(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A side of an agreement has not signed it.

    What it does:
        Looks for a signature of the provider and one of the customer in every SLA, OLA and UC; a
        team and the organisation that it is part of sign for each other. A charter is signed by
        nobody. A transcribed supplier contract (`transcribed_from`), and a text that was `signed`
        on paper, need no signatures here.

    Why:
        A promise that one side never agreed to is a draft. Whoever misses it says so.

    Wrong:

        signatures: [{party: nordit, by: k-berg, date: 2025-12-11}]

    Right:

        signatures:
          - {party: acme, by: j-jansen, date: 2025-12-10}
          - {party: nordit, by: k-berg, date: 2025-12-11}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service level agreements are agreed with the customer.
    """
    parties = agreement.parties
    if parties is None or is_charter(agreement) or agreement.signed or agreement.transcribed_from:
        return
    signed = [signature.party for signature in agreement.signatures or ()]
    missing = [
        party
        for party in dict.fromkeys((parties.provider, parties.customer))
        if not any(belong_together(party, each, index(book)) for each in signed)
    ]
    if missing:
        able = representatives(book).acting("signs", missing[0])
        who = listed(able) if able else f"a person of {missing[0]} with the role signs"
        yield finding_at(
            agreement.at.of("signatures") if signed else agreement.at.of("id"),
            f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} not signed"
            f" {agreement.kind} '{agreement.id}'",
            f"add {{party: {missing[0]}, by: …, date: …}} to the signatures; it takes {who}",
            at_key=bool(signed),
        )
