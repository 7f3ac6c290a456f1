"""Rule V415."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V415",
    name="signature",
    owns=("Agreement.signatures", "Signature.party", "Signature.by", "Signature.date"),
    material=False,
)
def signature(change: Difference) -> Said | None:
    """
    The agreement is signed by somebody else, or on another day.

    What it compares:
        The signatures by party.

    Why:
        Without the signatures of both sides nothing is agreed. Whether a change has them is the
        question of a gate.

    Before:

        signatures:
          - {party: nordit, by: k-berg, date: 2025-12-11}

    After:

        signatures:
          - {party: nordit, by: k-berg, date: 2025-12-11}
          - {party: acme, by: j-jansen, date: 2025-12-12}

    Direction:
        neutral
    """
    if change.key == "signatures":
        return entry("a signature", change, by="party", name="party")
    what = {
        "party": "the party that signed",
        "by": "the person who signed",
        "date": "the day of the signature",
    }
    return judged(what[change.key], change)
