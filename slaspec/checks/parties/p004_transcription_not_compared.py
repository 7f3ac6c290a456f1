"""Rule P004."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P004", name="transcription-not-compared", severity="warning", aspect="parties")
def transcription_not_compared(agreement: Agreement) -> Iterator[Finding]:
    """
    A supplier's document was written down, and no second person compared the two.

    What it does:
        Asks every agreement with `transcribed_from` for who read the document (`read_by`) and who
        compared the text with it (`checked_by`), and that they are two people.

    Why:
        A transcription stands in place of signatures. One figure read wrongly, and a promise to
        the customer stands on something that the supplier never said.

    Wrong:

        kind: UC
        transcribed_from:
          document: telco.pdf
          sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        read_by: k-berg
        checked_by: k-berg

    Right:

        kind: UC
        transcribed_from:
          document: telco.pdf
          sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        read_by: k-berg
        checked_by: o-lind

    Source:
        ISO 9001:2015, 8.4.3 asks that requirements are adequate before they are relied on; two
        pairs of eyes are the usual control.
    """
    source = agreement.transcribed_from
    if source is None:
        return
    reader, checker = agreement.read_by, agreement.checked_by
    if reader is None or checker is None:
        missing = "checked_by" if reader else "read_by"
        who = "compared the text with" if reader else "read"
        yield finding_at(
            source.at.of("document"),
            f"nobody says who {who} {source.document}",
            f"add {missing}: and the person's id",
        )
    elif reader == checker:
        yield finding_at(
            agreement.at.of("checked_by"),
            f"'{checker}' read {source.document} and compared the text with it alone",
            "let a second person compare it and write that id as checked_by",
        )
