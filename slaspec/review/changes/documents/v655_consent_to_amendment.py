"""Rule V655."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V655",
    name="consent-to-amendment",
    owns=("Amendment.signatures", "Amendment.signed", "Amendment.transcribed_from"),
    material=False,
)
def consent_to_amendment(change: Difference) -> Said | None:
    """
    An amendment is signed, or no longer signed, by somebody.

    What it compares:
        Its signatures by party, the document on paper, and the supplier's document in place of
        both.

    Why:
        Without the signatures that the agreement asks for it is a draft and changes nothing.

    Before:

        kind: Amendment
        signatures: [{party: acme, by: j-jansen, date: 2026-05-20}]

    After:

        kind: Amendment
        signatures:
          - {party: acme, by: j-jansen, date: 2026-05-20}
          - {party: nordit, by: k-berg, date: 2026-05-21}

    Direction:
        neutral
    """
    if change.key == "signatures":
        return entry("a signature of the amendment", change, by="party", name="party")
    on_paper = "the signed document" if change.key == "signed" else "the transcribed document"
    return judged(f"{on_paper} of the amendment", change)
