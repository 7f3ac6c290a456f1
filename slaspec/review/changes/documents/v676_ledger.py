"""Rule V676."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V676",
    name="ledger",
    owns=(
        "Ledger",
        "Ledger.id",
        "Ledger.kind",
        "Ledger.apiVersion",
        "Ledger.title",
        "Ledger.description",
        "Ledger.agreement",
    ),
    material=False,
)
def ledger(change: Difference) -> Said | None:
    """
    A ledger is new, is gone, has other words, or is about another agreement.

    What it compares:
        Documents of kind Ledger, but for their entries (V677).

    Why:
        An agreement may have several ledgers, one for each year say.

    Before:

        kind: Ledger
        title: Ledger of Acme

    After:

        kind: Ledger
        title: Ledger of Acme 2026

    Direction:
        neutral
    """
    if change.key != "Ledger":
        return judged(f"the {change.key} of the ledger", change)
    return document_told("a ledger", change)
