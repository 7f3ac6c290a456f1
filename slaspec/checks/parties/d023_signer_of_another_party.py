"""Rule D023."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.organisations import line_of


@rule(id="D023", name="signer-of-another-party", severity="error", aspect="parties")
def signer_of_another_party(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Somebody signed for a party to whom he or she does not belong.

    What it does:
        Compares the organisation of everybody who signed with the party of the signature. A team
        and the organisation that it is `part_of` may sign for each other.

    Why:
        When the provider's manager signs for the customer too, nobody has agreed to anything.

    Wrong:

        signatures: [{party: acme, by: k-berg, date: 2025-12-10}]

    Right:

        signatures: [{party: acme, by: j-jansen, date: 2025-12-10}]

    Source:
        Regulation (EU) No 910/2014, article 26(a): an advanced signature is uniquely linked to
        the signatory.
    """
    known = index(book)
    for signature in agreement.signatures or ():
        person = known.people.get(signature.by)
        if person is None or not {person.organisation, signature.party} <= {*known.organisations}:
            continue  # D005 and D006 report these
        above_person = line_of(person.organisation, known.organisations)
        above_party = line_of(signature.party, known.organisations)
        if signature.party not in above_person and person.organisation not in above_party:
            yield finding_at(
                signature.at.of("by"),
                f"'{person.id}' signed for {signature.party} and belongs to {person.organisation}",
                f"name somebody of {signature.party}, or correct the organisation of '{person.id}'",
            )
