"""Rule D046."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.unused import any_fault, organisations_used
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Parties


@rule(id="D046", name="organisation-unused", severity="info", aspect="document")
def organisation_unused(book: Book) -> Iterator[Finding]:
    """
    An organisation is listed that takes part in nothing.

    What it does:
        Looks for every organisation as a party, a beneficiary, the one who measures, signs,
        answers for a component, gets reports or meets; as the home of a person; and as what
        another one is part of. Silent while a file cannot be read.

    Why:
        A supplier that nobody has an agreement with is either gone, or works without one.

    Wrong:

        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}
          - {id: telco, name: Nordtelco AB}

    Right:

        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}

    Source:
        ISO/IEC 20000-1:2018, 8.3.4: suppliers are managed by contracts; iAgree: dead terms.
    """
    if any_fault(book):
        return
    used = organisations_used(book)
    for parties in book.of(Parties):
        for organisation in parties.organisations:
            if organisation.id not in used:
                yield finding_at(
                    organisation.at.of("id"),
                    f"organisation '{organisation.id}' takes part in no agreement",
                    "name it in the agreement that it has a part in, or drop it",
                    document=parties.id,
                )
