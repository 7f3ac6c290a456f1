"""Rule M034."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric


@rule(id="M034", name="hours-unsaid", severity="error", aspect="measurable")
def hours_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says in which hours time counts.

    What it does:
        Asks every objective on a clock or on availability for `hours`: its own, or those of its
        metric.

    Why:
        Five hours from Friday at four are Friday night or Monday at noon.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h, hours: office}

    Source:
        osTicket issues 1168, 2131 and 4166: years of requests for business hours; Zammad issue
        390: "48 hours" read as two days.
    """
    for target, metric in measured(agreement):
        if not isinstance(metric, DurationMetric | AvailabilityMetric) or metric.hours is not None:
            continue
        lacking = [(name, each) for name, each in objectives(target) if each.hours is None]
        if lacking:
            yield finding_at(
                lacking[0][1].at.of("hours"),
                f"nobody says in which hours time counts for {listed(name for name, _ in lacking)}",
                "add hours: with the id of a Calendar, or hours: 24x7",
                at_key=True,
            )
