"""Rule V238."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V238",
    name="figure-of-window",
    owns=("ValueMetric.take", "ValueMetric.percentile"),
    material=True,
)
def figure_of_window(change: Difference) -> Said | None:
    """
    Several figures of a window are brought together otherwise.

    What it compares:
        `take` of a metric (last, sum, mean, minimum, maximum) and the method of its percentile.

    Why:
        The mean of a month and its worst day are different figures.

    Before:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
             take: maximum}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    After:

        metrics:
          - {id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
             take: mean}
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    Direction:
        neutral
    """
    said = change.key == "take"
    what = "what counts of several figures of a window" if said else "the method of the percentile"
    return Said("neutral", instead(what, change), meaning=True)
