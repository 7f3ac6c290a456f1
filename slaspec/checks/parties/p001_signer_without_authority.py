"""Rule P001."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.parties.representatives import representatives
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P001", name="signer-without-authority", severity="error", aspect="parties")
def signer_without_authority(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Somebody signed who has no authority to sign.

    What it does:
        Asks everybody who signed an SLA, OLA or UC for the role `signs` in the Parties.

    Why:
        An agreement that was signed by the wrong person binds nobody, and that is found out when
        the first credit is refused.

    Wrong:

        signatures: [{party: nordit, by: o-lind, date: 2025-12-11}]
        ---
        kind: Parties
        people:
          - {id: o-lind, name: Ola Lind, organisation: nordit, roles: [represents_delivery]}

    Right:

        signatures: [{party: nordit, by: k-berg, date: 2025-12-11}]
        ---
        kind: Parties
        people:
          - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}

    Source:
        ISO/IEC 20000-1:2018, 5.3: responsibilities and authorities are assigned and communicated.
    """
    people = index(book).people
    for signature in agreement.signatures or ():
        person = people.get(signature.by)
        if person is not None and "signs" not in person.roles:
            able = representatives(book).acting("signs", signature.party)
            yield finding_at(
                signature.at.of("by"),
                f"'{person.id}' signed for {signature.party} and has no authority to sign",
                f"let {listed(able)} sign" if able else f"add signs to the roles of '{person.id}'",
            )
