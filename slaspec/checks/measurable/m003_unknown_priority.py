"""Rule M003."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, PriorityMatrix


@rule(id="M003", name="unknown-priority", severity="error", aspect="measurable")
def unknown_priority(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An objective is for a priority that the matrix does not have.

    What it does:
        Looks up the priorities of `objectives` in the PriorityMatrix of the agreement. Objectives
        by priority need such a matrix.

    Why:
        No record ever gets a priority that nobody gives: the objective is never judged, and never
        missed.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives: {P0: {share: 90%, within: 1h, hours: 24x7}}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives: {P1: {share: 90%, within: 1h, hours: 24x7}}

    Source:
        ITIL incident management: priority from an impact and urgency matrix.
    """
    matrix = book.get(agreement.priorities, PriorityMatrix)
    known = [priority.id for priority in matrix.priorities] if matrix else []
    for target in agreement.targets or ():
        at = target.at.of("objectives")
        if target.objectives and agreement.priorities is None:
            yield finding_at(
                at,
                f"'{target.id}' has objectives by priority, but the agreement names no matrix",
                "add priorities: with the id of a PriorityMatrix",
                at_key=True,
            )
        for priority in target.objectives or ():
            if matrix is not None and priority not in known:
                yield finding_at(
                    at.of(priority),
                    f"matrix '{matrix.id}' has no priority '{priority}'",
                    instead_of(priority, known, "priorities"),
                    at_key=True,
                )
