"""Rule D066."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import faults_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="D066",
    name="amended-text-invalid",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def amended_text_invalid(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    The text that an amendment makes is no valid agreement.

    What it does:
        Reads the whole amended text as if it had been written so from the start: its shape by the
        schema, and every quantity in it.

    Why:
        A change is read alone and signed alone; whether the agreement still says what it must say,
        shows only in the whole.

    Wrong:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4 hours}]

    Right:

        kind: Amendment
        changes: [{at: targets/resolution/objectives/P1/within, was: 5h, becomes: 4h}]

    Source:
        The JSON Schema of the agreement, `schemas/v1`.
    """
    yield from faults_of(amendment, book, "invalid")
