"""Rule V112."""

from __future__ import annotations

from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(id="V112", name="target-metric", owns=("Target.metric",), material=True)
def target_metric(change: Difference) -> Said | None:
    """
    The target is measured by another metric.

    What it compares:
        `metric` of a target. A metric that was renamed is the same metric; what differs inside a
        metric, the rules of metrics tell.

    Why:
        Something else is measured, so that figures of before and after do not compare.

    Before:

        metrics:
          - {id: resolution-time, kind: duration, source: itsm-export, start: reported,
             stop: [resolved, closed], pause: [waiting_customer]}
          - {id: response-time, kind: duration, source: itsm-export, start: reported,
             stop: [accepted], pause: []}
        targets:
          - {id: speed, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    After:

        metrics:
          - {id: resolution-time, kind: duration, source: itsm-export, start: reported,
             stop: [resolved, closed], pause: [waiting_customer]}
          - {id: response-time, kind: duration, source: itsm-export, start: reported,
             stop: [accepted], pause: []}
        targets:
          - {id: speed, service: network, metric: response-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Direction:
        neutral
    """
    sentence = f"the target is measured by {change.head} instead of {change.base}"
    return Said("neutral", sentence, meaning=True)
