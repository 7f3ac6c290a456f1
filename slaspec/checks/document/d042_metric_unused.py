"""Rule D042."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D042", name="metric-unused", severity="warning", aspect="document")
def metric_unused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A metric is described that no target is judged by.

    What it does:
        Finds metrics of an SLA, OLA or UC that none of its targets names. Metrics in Terms may be
        unused in some agreements.

    Why:
        The text says how something is measured and never how good it must be: the customer
        believes in a promise that is not there.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    written = book.contracts[agreement.id]
    used = {target.metric for target in agreement.targets or ()}
    for metric in getattr(written, "metrics", None) or ():
        if metric.id not in used:
            yield finding_at(
                metric.at.of("id"),
                f"no target is judged by metric '{metric.id}'",
                f"add a target with metric: {metric.id}, or drop the metric",
            )
