"""Rule M033."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import AvailabilityMetric


@rule(id="M033", name="quantum-unsaid", severity="error", aspect="measurable")
def quantum_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says in which steps downtime is counted.

    What it does:
        Asks every metric of kind `availability` for `quantum`: `exact`, or slots of one length
        with their alignment and with what makes a slot down.

    Why:
        99.99 % allows about four minutes a month. Counted in slots of five minutes one second of
        downtime is too much, or nine minutes are none.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact}

    Source:
        Whole minutes (Google, MongoDB Atlas), intervals of five minutes (EC2 in 2008,
        DigitalOcean), at least ten minutes in a row (Gmail).
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, AvailabilityMetric) and metric.quantum is None:
            yield finding_at(
                metric.at.of("quantum"),
                f"metric '{metric.id}' does not say in which steps downtime is counted",
                "add quantum: exact, or {of: 5min, aligned: clock, down_if: wholly}",
            )
