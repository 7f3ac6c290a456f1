"""Rule V235."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V235",
    name="reported-figure",
    owns=("ScoreMetric.field", "ValueMetric.field", "ValueMetric.unit"),
    material=True,
)
def reported_figure(change: Difference) -> Said | None:
    """
    Another figure of the source is judged, or one in another unit.

    What it compares:
        `field` and `unit` of a metric.

    Why:
        Another column is another figure, and its values do not compare with those before.

    Before:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
             take: last}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    After:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases,
             field: open_cases, take: last}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    Direction:
        neutral
    """
    what = "the unit of the figure" if change.key == "unit" else "the figure that is read"
    return Said("neutral", instead(what, change), meaning=True)
