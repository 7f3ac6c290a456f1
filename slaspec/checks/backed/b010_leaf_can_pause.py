"""Rule B010."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset(
    {
        "paused",
        "pauses-unsaid",
        "paused-off-hours",
        "reopened-gap",
        "paused-days",
        "pauses-not-ordered",
    }
)


@rule(id="B010", name="leaf-can-pause", severity="error", aspect="backed")
def leaf_can_pause(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf can stand still without bound while the clock of the objective runs.

    What it does:
        Compares the states in which both clocks stand still. Where both pause, every second that
        the objective counts in that state must be one of the hours of the leaf. `assume:
        [never_paused]` takes it for granted, and is printed with the result.

    Why:
        A promise around the clock over an OLA on office hours: both pause while the customer is
        asked. By day both stand still, by night only the OLA does, for as many nights as the answer
        takes.

    Wrong:

        kind: OLA
        metrics:
          - {id: restore-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [waiting_supplier]}

    Right:

        kind: OLA
        metrics:
          - {id: restore-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: []}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
