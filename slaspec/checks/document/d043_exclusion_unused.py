"""Rule D043."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D043", name="exclusion-unused", severity="warning", aspect="document")
def exclusion_unused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    An exclusion is agreed that excuses nothing.

    What it does:
        Finds exclusions of an SLA, OLA or UC that no metric names. Exclusions in Terms may be
        unused in some agreements.

    Why:
        The provider believes that maintenance on Sunday is excused; the metric counts it as down
        time, and the credit is paid.

    Wrong:

        exclusions: [{id: maintenance, cause: maintenance, on_availability: denominator}]

    Right:

        exclusions: [{id: maintenance, cause: maintenance, on_availability: denominator}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, exclusions: [maintenance]}

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    written = book.contracts[agreement.id]
    exclusions = getattr(written, "exclusions", None) or ()
    used = {id for metric in agreement.metrics or () for id in metric.exclusions or ()}
    for exclusion in exclusions:
        if exclusion.id not in used:
            yield finding_at(
                exclusion.at.of("id"),
                f"no metric knows exclusion '{exclusion.id}': it excuses nothing",
                f"add exclusions: [{exclusion.id}] to the metric, or drop the exclusion",
            )
