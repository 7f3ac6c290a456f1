"""Rule M007."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="M007", name="stop-event-unsaid", severity="error", aspect="measurable")
def stop_event_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A clock has no end: nobody says which event stops it.

    What it does:
        Asks every metric of kind `duration` for `stop`.

    Why:
        Between "resolved" and "closed" there are often days of waiting for the user. The one event
        keeps the promise, the other breaks it.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: []}

    Source:
        Zammad issues 3140, 1322 and 5177: users and the tool disagree about which event stops the
        clock.
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, DurationMetric) and metric.stop is None:
            yield finding_at(
                metric.at.of("stop"),
                f"metric '{metric.id}' does not say which event stops its clock",
                "add stop: [resolved, closed], or the events that are meant",
            )
