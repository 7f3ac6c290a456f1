"""Rule M015."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="M015", name="start-event-unsaid", severity="error", aspect="measurable")
def start_event_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A clock has no beginning: nobody says which event starts it.

    What it does:
        Asks every metric of kind `duration` for `start`.

    Why:
        Reported, assigned, accepted: between the first and the last of them a ticket can lie for a
        day, and the clock of the one stands while that of the other runs.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             stop: [resolved], pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: []}

    Source:
        GLPI issue 1911: counting from the opening or from the assignment; it became the
        distinction of SLA and OLA.
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, DurationMetric) and metric.start is None:
            yield finding_at(
                metric.at.of("start"),
                f"metric '{metric.id}' does not say which event starts its clock",
                "add start: reported, or the event that is meant",
            )
