"""Rule V239."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V239",
    name="figure-sign",
    owns=("ValueMetric.signed",),
    material=False,
)
def figure_sign(change: Difference) -> Said | None:
    """
    Figures below zero are allowed, or refused.

    What it compares:
        `signed` of a metric; where nothing is said, a figure below zero is an error.

    Why:
        It says which records can be measured and promises nothing by itself.

    Before:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
             take: last}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    After:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
             take: last, signed: true}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    Direction:
        neutral
    """
    if bool(change.base) == bool(change.head):
        return None
    return Said("neutral", f"figures below zero are {'allowed' if change.head else 'refused'} now")
