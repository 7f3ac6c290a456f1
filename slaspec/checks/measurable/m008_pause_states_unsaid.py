"""Rule M008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="M008", name="pause-states-unsaid", severity="error", aspect="measurable")
def pause_states_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether a clock stands still while somebody is waited for.

    What it does:
        Asks every metric of kind `duration` for `pause`. An empty list says that it never pauses.

    Why:
        Most minutes of a ticket are waiting. Whether "waiting for the user" counts decides more
        verdicts than the limit does.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved]}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    Source:
        GLPI issues 1912, 6902, 15605 and 24481: pauses that count, get lost, or are asked for.
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, DurationMetric) and metric.pause is None:
            yield finding_at(
                metric.at.of("pause"),
                f"metric '{metric.id}' does not say in which states its clock stands still",
                "add pause: [waiting_customer], or pause: [] for never",
            )
