"""Rule D012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule, section_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, PriorityMatrix


@rule(id="D012", name="unknown-priority-matrix", severity="error", aspect="document")
def unknown_priority_matrix(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An agreement uses a priority matrix that is not there.

    What it does:
        Looks up `priorities` among the documents of kind PriorityMatrix.

    Why:
        Whether an incident is P1 or P3 decides whether it has five hours or five days. Without the
        matrix the one who answers the telephone decides it.

    Wrong:

        priorities: itil-3x3

    Right:

        priorities: itil

    Source:
        ITIL incident management: priority follows from impact and urgency.
    """
    said = agreement.priorities
    if said is None or book.get(said, PriorityMatrix) is not None:
        return
    if not index(book).may_stand_in_a_faulty_file(said):
        known = [matrix.id for matrix in book.of(PriorityMatrix)]
        yield finding_at(
            section_at(agreement, "priorities", book),
            f"there is no priority matrix '{said}'",
            instead_of(said, known, "priority matrices"),
        )
