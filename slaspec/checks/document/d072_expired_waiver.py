"""Rule D072."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Waivers


@rule(id="D072", name="expired-waiver", severity="error", aspect="document")
def expired_waiver(waivers: Waivers, book: Book, as_of: date) -> Iterator[Finding]:  # noqa: ARG001
    """
    The last day of a waiver is over: what it accepted fails again.

    What it does:
        Compares `until` with the day of the check. On its last day a waiver still holds.

    Why:
        A risk is accepted for a time; after it somebody has to decide anew, not to forget.

    Wrong:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2026-06-30}
        ---
        kind: SLA
        review: {every: 24 months}

    Right:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}
        ---
        kind: SLA
        review: {every: 24 months}

    Source:
        ISO 9000:2015, 3.12.5: a concession is given for a limited period of time.
    """
    for waiver in waivers.waivers:
        if not waiver.holds(as_of):
            said = f"waiver '{waiver.id}' of {waiver.rule} held until {waiver.until.value}"
            help = "mend what it accepted and remove it, or decide anew until a later day"
            yield finding_at(waiver.at.of("until"), said, help)
