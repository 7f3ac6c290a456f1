"""Rule V611."""

from __future__ import annotations

from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V611",
    name="priority-matrix",
    owns=(
        "PriorityMatrix",
        "PriorityMatrix.apiVersion",
        "PriorityMatrix.kind",
        "PriorityMatrix.id",
    ),
    material=False,
)
def priority_matrix(change: Difference) -> Said | None:
    """
    A priority matrix was added, removed or renamed.

    What it compares:
        Priority matrices by their ids. One that says the same under another id is renamed.

    Why:
        A matrix by itself promises nothing; an agreement that names another one is told where it
        stands.

    Before:

        kind: PriorityMatrix

    After:

        kind: PriorityMatrix
        ---
        kind: PriorityMatrix
        id: itil-night
        title: At night
        table: {high: {high: P1, low: P1}, low: {high: P2, low: P2}}

    Direction:
        neutral
    """
    return document_told("a priority matrix", change)
