"""Rule D048."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import PriorityMatrix


@rule(id="D048", name="priority-never-given", severity="warning", aspect="document")
def priority_never_given(matrix: PriorityMatrix) -> Iterator[Finding]:
    """
    A priority of a matrix is given by no combination of impact and urgency.

    What it does:
        Looks for every priority of a matrix in the cells of its table.

    Why:
        A promise for P1 is empty when no ticket can become a P1; the customer pays for it.

    Wrong:

        kind: PriorityMatrix
        table: {high: {high: P2, low: P2}, low: {high: P2, low: P2}}

    Right:

        kind: PriorityMatrix
        table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}

    Source:
        ITIL incident management: priority follows from impact and urgency; iAgree: dead terms.
    """
    given = {priority for row in matrix.table.values() for priority in row.values()}
    for priority in matrix.priorities:
        if priority.id not in given:
            yield finding_at(
                priority.at.of("id"),
                f"no impact and urgency give priority '{priority.id}'",
                f"put {priority.id} into a cell of the table, or drop it",
            )
