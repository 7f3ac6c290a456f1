"""Rule D063."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import faults_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="D063",
    name="amended-place-unknown",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amended_place_unknown(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment changes a place that is not in the text, or that no amendment may change.

    What it does:
        Follows `at` of every change through the text in force: keys of mappings, entries of lists
        by their id (a service line by its service, a definition by its term). Sections, the title
        and the term but for its first day may be amended.

    Why:
        An amendment that misses its place by a letter leaves the old promise in force, while both
        sides believe in the new one.

    Wrong:

        kind: Amendment
        changes: [{at: targets/resolve/objectives/P1/within, was: 5h, becomes: 4h}]

    Right:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4h}]

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service level agreements are changed under control.
    """
    yield from faults_of(amendment, book, "place")
