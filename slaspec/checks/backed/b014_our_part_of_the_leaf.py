"""Rule B014."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"population", "no-volume-floor", "uncovered-window", "window-unsaid"})


@rule(id="B014", name="our-part-of-the-leaf", severity="error", aspect="backed")
def our_part_of_the_leaf(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf promises a share of other records, or over other windows, and nothing for ours alone.

    What it does:
        An OLA that is kept for 95 % of all customers may miss every record of one. Wants the same
        population (beneficiaries and priority) or `share_of_population`, windows that can be
        compared, for shares of longer windows a floor of the volume, and the same window for a
        record.

    Why:
        What may be missed over a quarter may all fall into one month, and what may be missed over
        all customers may all be ours.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}
        ---
        kind: OLA
        parties: {provider: nordit-desk, customer: nordit}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}
        ---
        kind: OLA
        parties: {provider: nordit-desk, customer: nordit, beneficiaries: [acme]}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
