"""Rule B001."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"too-slow"})


@rule(id="B001", name="worst-case-too-slow", severity="error", aspect="backed")
def worst_case_too_slow(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    Kept to the letter, the OLAs and UCs can take longer than the objective allows.

    What it does:
        Looks for the slowest record of the whole term that keeps every leaf: each second is
        considered, through calendars, closed dates, clock changes and hand-overs, in exact seconds.
        The timeline shows it; the fix names single changes each of which is enough.

    Why:
        A promise of five hours around the clock over an OLA of four office hours breaks on the
        first public holiday, with everybody behind it on time. Adding the limits up shows nothing:
        that overstates the worst case of many chains, and looking at one closing time understates
        it as often.

    Wrong:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 4h, hours: office}
              P2: {share: 95%, within: 6h, hours: office}

    Right:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 4h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
