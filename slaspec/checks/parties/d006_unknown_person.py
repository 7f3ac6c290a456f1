"""Rule D006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


@rule(id="D006", name="unknown-person", severity="error", aspect="parties")
def unknown_person(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Somebody signed, read or compared the text who is in no Parties document.

    What it does:
        Looks up who signed, and for a transcribed supplier contract who read it (`read_by`) and
        who compared it with the document (`checked_by`).

    Why:
        A signature is worth something when it is known whose it is and for whom that person may
        sign.

    Wrong:

        signatures: [{party: acme, by: j-janson, date: 2025-12-10}]

    Right:

        signatures: [{party: acme, by: j-jansen, date: 2025-12-10}]

    Source:
        Regulation (EU) No 910/2014, article 26(b): an advanced signature is capable of
        identifying the signatory.
    """
    known = index(book)
    if known.may_stand_in_a_faulty_file("Parties"):
        return
    for said, at in _named(agreement):
        if said is not None and said not in known.people:
            yield finding_at(
                at, f"there is no person '{said}'", instead_of(said, known.people, "people")
            )


def _named(agreement: Agreement) -> Iterator[tuple[str | None, Place]]:
    for signature in agreement.signatures or ():
        yield signature.by, signature.at.of("by")
    yield agreement.read_by, agreement.at.of("read_by")
    yield agreement.checked_by, agreement.at.of("checked_by")
