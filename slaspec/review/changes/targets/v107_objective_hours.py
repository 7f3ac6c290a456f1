"""Rule V107."""

from __future__ import annotations

from slaspec.language.model.node import Node
from slaspec.review.changes.asked import metric_of
from slaspec.review.changes.service_hours import other_hours
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V107",
    name="objective-hours",
    owns=("Objective.hours",),
    material=True,
)
def objective_hours(change: Difference) -> Said | None:
    """
    The time of an objective counts in other service hours.

    What it compares:
        The calendar that the objective names, or else its metric, second by second over all dates
        that both calendars know: open for more hours is more service, whatever the calendars are
        called. Hours that moved from the metric to the objective are no change.

    Why:
        5 hours around the clock and 5 office hours are different promises. In more hours a clock
        runs faster, and a service must be up for longer.

    Before:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: office}}

    After:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Direction:
        tightened
    """
    base = change.base or _of_metric(change.base_parents)
    head = change.head or _of_metric(change.head_parents)
    return other_hours(change, base, head, "time counts in")


def _of_metric(parents: tuple[Node, ...]) -> str | None:
    return getattr(metric_of(parents), "hours", None)
