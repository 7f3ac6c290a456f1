"""Rule M001."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M001", name="unknown-metric", severity="error", aspect="measurable")
def unknown_metric(agreement: Agreement) -> Iterator[Finding]:
    """
    A target is measured by a metric that is not there.

    What it does:
        Looks up the metric of every target among those of the agreement and its Terms.

    Why:
        A target says how good, its metric says how it is measured. Without the metric the figure
        is a wish.

    Wrong:

        targets:
          - {id: availability, service: network, metric: availability,
             objective: {availability: 99.9%}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        ISO/IEC 19086-2:2018, metric model: a service level objective refers to its metric.
    """
    known = [metric.id for metric in agreement.metrics or ()]
    for target in agreement.targets or ():
        if target.metric not in known:
            help = instead_of(target.metric, known, "metrics")
            yield finding_at(target.at.of("metric"), f"there is no metric '{target.metric}'", help)
