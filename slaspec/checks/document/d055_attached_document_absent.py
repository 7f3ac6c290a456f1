"""Rule D055."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.attached import attached
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D055", name="attached-document-absent", severity="info", aspect="document")
def attached_document_absent(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The document on paper is not in the repository, so nobody can compare it.

    What it does:
        Looks for the file of `signed` and `transcribed_from` of an SLA, OLA or UC beside its own
        file and below the root of the contracts.

    Why:
        A copy beside the text lets a reviewer see that both say the same, and the program that it
        is the one that was signed. Some keep it in an archive on purpose.

    Wrong:

        signed: {document: acme.pdf,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    Right:

        signed: {document: acme.pdf,
                 sha256: 7652dae2fe814b237a52c9de7b9c3a34c10b9ba4cde850d736b9fbf006b6d159}
        ---
        # file: acme.pdf
        The signed text.

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is available where it is needed.
    """
    for named, file in attached(agreement, book):
        if file is None:
            yield finding_at(
                named.at.of("document"),
                f"{named.document} is not below the folder of the contracts; nobody can compare it",
                "put the file beside this one, or leave it in the archive and ignore D055",
            )
