"""Gate G006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.time.t010_review_overdue import review_overdue as overdue
from slaspec.language.model import Agreement
from slaspec.review.gates.gate import Asked, Told, gate, told


@gate("G006", passes="no changed agreement waits for its review")
def review_overdue(asked: Asked) -> Iterator[Told]:
    """The agreements that are changed and should have been reviewed before, by rule T010."""
    book = asked.pair.head.dated(asked.as_of)
    for id in dict.fromkeys(change.document for change in asked.material):
        agreement = book.get(id, Agreement)
        if agreement is not None:
            yield from map(told, overdue.run_on(book.whole(agreement), book, asked.as_of))
