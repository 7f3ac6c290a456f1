"""Rule B015."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"branch-does-not-fit", "empty-list", "k-of-too-many", "tree-too-large"})


@rule(id="B015", name="tree-does-not-fit", severity="error", aspect="backed")
def tree_does_not_fit(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    The tree behind a promise says something that cannot stand there.

    What it does:
        Times go one after the other, in parallel, or by alternative routes; `redundant` and `k_of`
        are about being up. A list is not empty, and n of k_of lies between 1 and the number of
        branches.

    Why:
        Two suppliers who each repair within four hours do not make a repair within two.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [{redundant: [desk-ola#restore/P1, desk-ola#restore/P1]}]}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [{one_of: [desk-ola#restore/P1, desk-ola#restore/P1]}]}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
