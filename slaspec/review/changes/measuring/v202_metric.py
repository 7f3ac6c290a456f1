"""Rule V202."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V202",
    name="metric",
    owns=(
        "Sections.metrics",
        "MetricHead.id",
        "DurationMetric.kind",
        "AvailabilityMetric.kind",
        "RatioMetric.kind",
        "ThroughputMetric.kind",
        "ScoreMetric.kind",
        "ValueMetric.kind",
    ),
    material=True,
)
def metric(change: Difference) -> Said | None:
    """
    A metric was added, removed or renamed, or is of another kind.

    What it compares:
        Metrics by their ids. A metric that says the same under another id is renamed.

    Why:
        A metric promises nothing before a target uses it; the targets are told by their own rules.
        A metric of another kind measures something else.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    After:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}
          - {id: response-time, kind: duration, source: itsm-export, start: reported,
             stop: [accepted], pause: []}

    Direction:
        neutral
    """
    before, after = (each.title or each.id if each else "" for each in (change.base, change.head))
    if change.sort == "changed":
        sentence = f"it is of kind {change.head.kind} instead of {change.base.kind}"
        return Said("neutral", sentence, change.base.kind, change.head.kind, meaning=True)
    if change.sort == "renamed":
        ids = change.base.id, change.head.id
        return Said("neutral", f"the metric is named {ids[1]} instead of {ids[0]}", *ids, False)
    return Said(
        "neutral",
        f"a metric was {change.sort}: {(change.head or change.base).id}",
        before,
        after,
        False,
    )
