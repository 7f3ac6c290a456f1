"""Rule D054."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.attached import attached, digest
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D054", name="attached-document-differs", severity="error", aspect="document")
def attached_document_differs(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The document on paper in the repository is not the one that was signed or read.

    What it does:
        Where the file of `signed` or `transcribed_from` lies below the root of the contracts,
        compares its SHA-256 with the one written down.

    Why:
        The fingerprint was taken on the day of the signature. When the file has another one,
        somebody has exchanged it, or the text here follows another version.

    Wrong:

        signed: {document: acme.pdf,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}
        ---
        # file: acme.pdf
        The signed text.

    Right:

        signed: {document: acme.pdf,
                 sha256: 7652dae2fe814b237a52c9de7b9c3a34c10b9ba4cde850d736b9fbf006b6d159}
        ---
        # file: acme.pdf
        The signed text.

    Source:
        Regulation (EU) No 910/2014, article 26(d): a signature is linked to the data so that any
        later change is detectable.
    """
    for named, file in attached(agreement, book):
        found = digest(file) if file is not None else ""
        if found and found != named.sha256:
            yield finding_at(
                named.at.of("sha256"),
                f"{named.document} is not the file that was fingerprinted; its SHA-256 is {found}",
                "put the signed file back, or let both parties confirm the new one and write its"
                " SHA-256",
            )
