"""Rule D070."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import text_before
from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment
from slaspec.language.model.governance import Signature
from slaspec.language.organisations import line_of


@rule(id="D070", name="amendment-signer-unknown", severity="error", aspect="document")
def amendment_signer_unknown(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment was signed for somebody who is no party, or by somebody who cannot sign for it.

    What it does:
        Looks up the party of each signature among provider and customer of the agreement, and who
        signed among the people of the book: they have to belong to that party, with the role
        `signs`.

    Why:
        A signature of somebody who cannot sign for this side is no consent of it.

    Wrong:

        kind: Amendment
        signatures:
          - {party: acme, by: k-berg, date: 2026-05-20}
          - {party: nordit, by: k-berg, date: 2026-05-21}

    Right:

        kind: Amendment
        signatures:
          - {party: acme, by: j-jansen, date: 2026-05-20}
          - {party: nordit, by: k-berg, date: 2026-05-21}

    Source:
        Regulation (EU) No 910/2014, article 26(a): an advanced signature is uniquely linked to
        the signatory.
    """
    text = text_before(amendment, book)
    if text is None or text.parties is None:
        return
    sides = (text.parties.provider, text.parties.customer)
    for signature in amendment.signatures or ():
        if signature.party not in sides:
            said = f"'{signature.party}' is neither provider nor customer of '{text.id}'"
            help = instead_of(signature.party, sides, "parties")
            yield finding_at(signature.at.of("party"), said, help, document=text.id)
        elif reason := _cannot_sign(signature, book):
            help = f"name somebody of {signature.party}, or correct the Parties"
            yield finding_at(signature.at.of("by"), reason, help, document=text.id)


def _cannot_sign(signature: Signature, book: Book) -> str:
    """Why somebody cannot sign for a party; empty where he or she can, or nobody knows."""
    known = index(book)
    if known.may_stand_in_a_faulty_file("Parties"):
        return ""
    person = known.people.get(signature.by)
    if person is None:
        return f"there is no person '{signature.by}'"
    ours = {signature.party, *line_of(signature.party, known.organisations)}
    theirs = {person.organisation, *line_of(person.organisation, known.organisations)}
    if person.organisation not in ours and signature.party not in theirs:
        return f"'{person.id}' signed for {signature.party} and belongs to {person.organisation}"
    return "" if "signs" in person.roles else f"'{person.id}' has no authority to sign"
