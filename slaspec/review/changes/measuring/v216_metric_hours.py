"""Rule V216."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.language.model.agreement import Sections
from slaspec.language.model.metric import MetricHead
from slaspec.language.model.node import Node
from slaspec.review.changes.service_hours import other_hours
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V216",
    name="metric-hours",
    owns=("DurationMetric.hours", "AvailabilityMetric.hours"),
    material=True,
)
def metric_hours(change: Difference) -> Said | None:
    """
    The time of a metric counts in other service hours.

    What it compares:
        The calendar of a metric, second by second over all dates that both calendars know, for the
        objectives that name no hours of their own.

    Why:
        In more hours a clock runs faster, and a service must be up for longer.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: office, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    Direction:
        loosened
    """
    if _is_told_by_objectives(change):
        return None
    return other_hours(change, change.base, change.head, "time counts in")


def _is_told_by_objectives(change: Difference) -> bool:
    """Whether each objective that is measured by the metric says its hours on one side itself."""
    before, after = (dict(_objectives(each)) for each in (change.base_parents, change.head_parents))
    kept = before.keys() & after.keys()
    return bool(kept) and all(before[name] or after[name] for name in kept)


def _objectives(parents: tuple[Node, ...]) -> Iterator[tuple[tuple[str, str], str | None]]:
    """The objectives that are measured by a metric, by target and priority, with their hours."""
    body, metric = parents[0], parents[-1]
    assert isinstance(body, Sections)
    assert isinstance(metric, MetricHead)
    for target in body.targets or ():
        for name, each in {"": target.objective, **(target.objectives or {})}.items():
            if target.metric == metric.id and each is not None:
                yield (target.id, name), each.hours
