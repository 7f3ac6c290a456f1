"""Rule M016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric, RatioMetric, ThroughputMetric


@rule(id="M016", name="records-kind-unsaid", severity="error", aspect="measurable")
def records_kind_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says which records a metric counts: incidents, requests, changes or others.

    What it does:
        Asks every metric of kind `duration`, `ratio` or `throughput` for `records`.

    Why:
        An incident is something that failed, a request something that was asked for. A target for
        incidents that also counts password requests is kept by the requests.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, source: itsm-export, start: reported,
             stop: [resolved], pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, source: itsm-export, start: reported,
             stop: [resolved], pause: [], records: incident}

    Source:
        ITIL: incidents, service requests, problems and changes are different records with
        practices of their own.
    """
    for metric in agreement.metrics or ():
        if not isinstance(metric, DurationMetric | RatioMetric | ThroughputMetric):
            continue
        if metric.records is None:
            yield finding_at(
                metric.at.of("records"),
                f"metric '{metric.id}' does not say which records it counts",
                "add records: incident (or request, problem, change, task, outage)",
            )
