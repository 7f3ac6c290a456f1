"""Rule B003."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"too-low"})


@rule(id="B003", name="down-time-adds-up", severity="error", aspect="backed")
def down_time_adds_up(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    What stands behind an availability may be down for longer than it allows.

    What it does:
        Computes the worst window of the term: what each leaf may be down over its own windows, in
        its hours and zone, all of which may fall into ours. Down times of a series add up; of
        `redundant` and `k_of` without assumption the common part counts.

    Why:
        99.9 % of a quarter is 99.68 % of one February, and 99.9 % around the clock can be 99.61 %
        of the office hours. A supplier can use his whole allowance in the one hour that counts.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%,
                         backed_by: [{own: {availability: 99.95%}}, {own: {availability: 99.9%}}]}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%,
                         backed_by: [{own: {availability: 99.95%}}, {own: {availability: 99.95%}}]}}

    Source:
        Reliability block diagrams without the assumption of independence; ITIL service level
        management: agreements with customers rest on operational level agreements and underpinning
        contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
