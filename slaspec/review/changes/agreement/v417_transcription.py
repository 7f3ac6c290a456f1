"""Rule V417."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V417",
    name="transcription",
    owns=(
        "Agreement.transcribed_from",
        "Transcribed.*",
        "Agreement.read_by",
        "Agreement.checked_by",
    ),
    material=False,
)
def transcription(change: Difference) -> Said | None:
    """
    The text was taken from another document, or read or checked by somebody else.

    What it compares:
        The document of the supplier with its fingerprint and page, who read it, and who compared
        the two.

    Why:
        It stands in place of signatures.

    Before:

        transcribed_from:
          {document: telco.pdf, page: 14,
           sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    After:

        transcribed_from:
          {document: telco.pdf, page: 15,
           sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}

    Direction:
        neutral
    """
    what = {
        "transcribed_from": "the document that was transcribed",
        "read_by": "the person who transcribed",
        "checked_by": "the person who checked the transcription",
    }
    return judged(what[change.key], change)
