"""Rule M032."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import AvailabilityMetric


@rule(id="M032", name="unmonitored-unsaid", severity="error", aspect="measurable")
def unmonitored_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether time that nobody watched counts as up or as down.

    What it does:
        Asks every metric of kind `availability` for `unmonitored`: `down`, `up` or `excluded`.

    Why:
        When the probe fails together with the service, the hours of the failure are the ones
        without figures.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, quantum: exact}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, quantum: exact, unmonitored: down}

    Source:
        Published agreements of cloud providers count what their own monitoring has recorded.
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, AvailabilityMetric) and metric.unmonitored is None:
            yield finding_at(
                metric.at.of("unmonitored"),
                f"metric '{metric.id}' does not say how time counts that nobody watched",
                "add unmonitored: down (or up, excluded)",
            )
