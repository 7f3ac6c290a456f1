"""Rule V103."""

from __future__ import annotations

from slaspec.review.changes.conditions import said_of_condition
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V103",
    name="share-of-records",
    owns=("Objective.share", "Objective.percentile"),
    material=True,
)
def share_of_records(change: Difference) -> Said | None:
    """
    Another share of the records must keep the limit.

    What it compares:
        `share` or `percentile` of an objective, as exact fractions. A percentile instead of a share
        is met by the same records, but what is measured is a time and no longer a share.

    Why:
        The share says how often the limit may be missed without any consequence.

    Before:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    After:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 95%, within: 5h, hours: 24x7}}

    Direction:
        tightened
    """
    what = "the percentile" if change.key == "percentile" else "the share of records in time"
    return said_of_condition(change, what)
