"""Rule M039."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import AvailabilityMetric


@rule(id="M039", name="minimum-outage-unsaid", severity="error", aspect="measurable")
def minimum_outage_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says from which length on an outage is paid for.

    What it does:
        Asks every metric of kind `availability` on which a remedy depends for `minimum_outage`;
        `0s` says that every outage counts.

    Why:
        A link that fails for nine minutes every hour is down 15 % of the time. Where an outage
        counts from ten minutes on, it is up all the time.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact, minimum_outage: 0s}

    Source:
        Published agreements count from ten consecutive minutes on (Gmail for internet providers),
        from five minutes (UpCloud), or say nothing.
    """
    paid = {target.metric for target, _ in followed(agreement)}
    for metric in agreement.metrics or ():
        if not isinstance(metric, AvailabilityMetric) or metric.id not in paid:
            continue
        if metric.minimum_outage is None:
            yield finding_at(
                metric.at.of("minimum_outage"),
                f"metric '{metric.id}' does not say how long an outage must be to count",
                "add minimum_outage: 0s where every outage counts (or 5min)",
            )
