"""Rule M047."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import DataSource, PriorityMatrix

_DEFINED_IN = {"priorities": "priorities", "impacts": "impact", "urgencies": "urgency"}


@rule(id="M047", name="unknown-priority-word", severity="warning", aspect="measurable")
def unknown_priority_word(source: DataSource, book: Book) -> Iterator[Finding]:
    """
    A source maps its labels to a priority that no matrix has.

    What it does:
        Looks up the words of `priorities`, `impacts` and `urgencies` of every data source in the
        PriorityMatrix documents of the book.

    Why:
        Records with this word have a priority for which there is no objective. They are in no
        share, and nobody misses them.

    Wrong:

        kind: DataSource
        priorities: {P1: ["1 - Critical"], P22: ["2 - High"]}

    Right:

        kind: DataSource
        priorities: {P1: ["1 - Critical"], P2: ["2 - High"]}

    Source:
        ITIL incident management: priority from an impact and urgency matrix.
    """
    if index(book).may_stand_in_a_faulty_file("PriorityMatrix"):
        return
    for name, section in _DEFINED_IN.items():
        known = {each.id for matrix in book.of(PriorityMatrix) for each in getattr(matrix, section)}
        for word in getattr(source, name) or ():
            if word not in known:
                yield finding_at(
                    source.at.of(name, word),
                    f"source '{source.id}' maps labels to '{word}', which no PriorityMatrix has"
                    f" among its {name}",
                    instead_of(word, known, f"{name} of the matrices"),
                    at_key=True,
                )
