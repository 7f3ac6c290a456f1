"""Rule V234."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V234",
    name="counted-event",
    owns=("ThroughputMetric.event",),
    material=True,
)
def counted_event(change: Difference) -> Said | None:
    """
    Records are counted at another event.

    What it compares:
        `event` of a throughput metric.

    Why:
        How many records are resolved and how many are closed in a month are two figures.

    Before:

        metrics:
          - {id: output, kind: throughput, records: request, source: itsm-export,
             event: resolved}
        targets:
          - {id: output, service: network, metric: output, objective: {at_least: 100 requests}}

    After:

        metrics:
          - {id: output, kind: throughput, records: request, source: itsm-export,
             event: closed}
        targets:
          - {id: output, service: network, metric: output, objective: {at_least: 100 requests}}

    Direction:
        neutral
    """
    return Said("neutral", instead("the event at which records are counted", change), meaning=True)
