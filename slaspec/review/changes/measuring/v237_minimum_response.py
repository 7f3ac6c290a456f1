"""Rule V237."""

from __future__ import annotations

from slaspec.language.quantities import Share
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V237",
    name="minimum-response",
    owns=("ScoreMetric.minimum_response",),
    material=True,
)
def minimum_response(change: Difference) -> Said | None:
    """
    A score is judged from another response rate on.

    What it compares:
        `minimum_response` of a metric, as an exact share; where nothing is said, every answer
        counts.

    Why:
        Below it the window is not judged by its score, so that a higher rate excuses more windows.

    Before:

        metrics:
          - {id: satisfaction, kind: score, source: itsm-export, field: rating, lowest: 1,
             highest: 5, minimum_response: 20%}
        targets:
          - {id: satisfaction, service: network, metric: satisfaction, objective: {at_least: 4}}

    After:

        metrics:
          - {id: satisfaction, kind: score, source: itsm-export, field: rating, lowest: 1,
             highest: 5, minimum_response: 40%}
        targets:
          - {id: satisfaction, service: network, metric: satisfaction, objective: {at_least: 4}}

    Direction:
        loosened
    """
    what = "the least share of people who must answer"
    return judged(what, change, more="loosened", default=Share("0%"))
