"""Rule B011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"priority-in-force", "reclassified", "raised-priority", "downgrade"})


@rule(id="B011", name="raised-priority", severity="error", aspect="backed")
def raised_priority(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A change of priority gives a leaf more time than the objective has, or another judge.

    What it does:
        With `priority: final` and `reclassified: from_start`, a record that is raised to P1 after
        ten hours has used ten of its five: the limits of the lower priorities are taken in. Both
        must judge by the same priority, and the provider of the leaf must not be able to lower it
        alone. `assume: [never_raised]` takes it for granted.

    Why:
        The one record that turns out to be a disaster started as a P3.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            reclassified: from_start
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}
        ---
        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            reclassified: from_start
            objectives:
              P1: {share: 95%, within: 4h, hours: 24x7}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            reclassified: from_start
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1],
                   assume: [never_raised]}
        ---
        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            reclassified: from_start
            objectives:
              P1: {share: 95%, within: 4h, hours: 24x7}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
