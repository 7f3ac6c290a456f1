"""Rule B006."""

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
        "other-kind",
        "other-form",
        "other-service",
        "other-priority",
        "other-beneficiaries",
        "other-records",
        "weigh-by",
        "component",
    }
)


@rule(id="B006", name="leaf-for-something-else", severity="error", aspect="backed")
def leaf_for_something_else(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf promises something else than what it should stand behind.

    What it does:
        Looks at what the leaf is about: the same service (or a component of it), kind of metric and
        form of objective, priority (or a mapped one), records, customers, and weighting.

    Why:
        A promise for another service, for P2, or for other customers can be kept in full while ours
        is broken.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P2]}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
