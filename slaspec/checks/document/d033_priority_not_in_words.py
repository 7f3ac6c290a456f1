"""Rule D033."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import PriorityMatrix


@rule(id="D033", name="priority-not-in-words", severity="info", aspect="document")
def priority_not_in_words(matrix: PriorityMatrix) -> Iterator[Finding]:
    """
    Nobody says what is done with the tickets of a priority.

    What it does:
        Looks for `handling` of every priority of a matrix.

    Why:
        The customer expects somebody to be woken at night for a P1. When the matrix says so, the
        desk and the customer plan for the same thing.

    Wrong:

        kind: PriorityMatrix
        priorities: [{id: P1, title: critical}, {id: P2, handling: next in line}]

    Right:

        kind: PriorityMatrix
        priorities: [{id: P1, handling: work goes on until it is solved},
                     {id: P2, handling: next in line}]

    Source:
        ITIL incident management: each priority has its way of handling and of escalation.
    """
    for priority in matrix.priorities:
        if priority.handling is None:
            yield finding_at(
                priority.at.of("id"),
                f"nobody says how tickets of priority '{priority.id}' are handled",
                "add handling: work goes on until it is solved (or what is agreed)",
            )
