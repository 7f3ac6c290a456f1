"""Rule D017."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import PriorityMatrix


@rule(id="D017", name="matrix-incomplete", severity="error", aspect="document")
def matrix_incomplete(matrix: PriorityMatrix) -> Iterator[Finding]:
    """
    A priority matrix has a gap, or names a level or a priority that it does not describe.

    What it does:
        Every level of impact has a row, every row an entry for every level of urgency, and every
        entry is one of the priorities; no row or entry is for a level that is not described.

    Why:
        A high impact with a low urgency happens. What the table leaves out is decided at the
        telephone, each time another way.

    Wrong:

        kind: PriorityMatrix
        table: {high: {high: P1, low: P2}, low: {high: P2}}

    Right:

        kind: PriorityMatrix
        table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}

    Source:
        ITIL incident management: priority from an impact and urgency matrix.
    """
    impacts = [level.id for level in matrix.impact]
    table = matrix.at.of("table")
    for impact in impacts:
        if impact not in matrix.table:
            help = f"add a row {impact}: with an entry for each urgency"
            yield finding_at(table, f"there is no row for impact '{impact}'", help, at_key=True)
    for impact in matrix.table:
        if impact in impacts:
            yield from _faults_of_row(matrix, impact)
        else:
            help = instead_of(impact, impacts, "levels of impact")
            yield finding_at(
                table.of(impact), f"'{impact}' is no level of impact", help, at_key=True
            )


def _faults_of_row(matrix: PriorityMatrix, impact: str) -> Iterator[Finding]:
    urgencies = [level.id for level in matrix.urgency]
    priorities = [priority.id for priority in matrix.priorities]
    row, at = matrix.table[impact], matrix.at.of("table", impact)
    for urgency in urgencies:
        if urgency not in row:
            yield finding_at(
                at,
                f"impact '{impact}' with urgency '{urgency}' has no priority",
                f"add {urgency}: and one of {', '.join(priorities)}",
                at_key=True,
            )
    for urgency, priority in row.items():
        if urgency not in urgencies:
            help = instead_of(urgency, urgencies, "levels of urgency")
            message = f"'{urgency}' is no level of urgency"
            yield finding_at(at.of(urgency), message, help, at_key=True)
        elif priority not in priorities:
            help = instead_of(priority, priorities, "priorities")
            yield finding_at(at.of(urgency), f"'{priority}' is no priority of this matrix", help)
