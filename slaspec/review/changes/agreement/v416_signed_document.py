"""Rule V416."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V416",
    name="signed-document",
    owns=("Sections.signed", "Signed.*"),
    material=False,
)
def signed_document(change: Difference) -> Said | None:
    """
    Another document was signed.

    What it compares:
        The file with its fingerprint, its language, and the clauses that are named.

    Why:
        The document on paper is what a court reads.

    Before:

        signed: {document: acme.pdf, schedule: A,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    After:

        signed: {document: acme.pdf, schedule: B,
                 sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    Direction:
        neutral
    """
    return judged("the signed document", change)
