"""Rule D064."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import faults_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="D064",
    name="amendment-guard-mismatch",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amendment_guard_mismatch(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    What an amendment says of the text before is not what stands there.

    What it does:
        Compares `was` and `removes` of every change, word by word, with the text in force just
        before. Where they differ, the whole amendment does not apply.

    Why:
        "Five hours become four" was not agreed upon by somebody whose contract says eight. Either
        the paper or the file is not the one that was negotiated.

    Wrong:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 8h, becomes: 4h}]

    Right:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4h}]

    Source:
        UNIDROIT Principles 2016, article 3.2.2: a mistake in the text that one side had before it.
    """
    yield from faults_of(amendment, book, "guard")
