"""Rule V236."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V236",
    name="score-scale",
    owns=("ScoreMetric.lowest", "ScoreMetric.highest"),
    material=True,
)
def score_scale(change: Difference) -> Said | None:
    """
    People answer on another scale.

    What it compares:
        `lowest` and `highest` of a score.

    Why:
        A mean of 4 is good on a scale to 5 and poor on a scale to 10.

    Before:

        metrics:
          - {id: satisfaction, kind: score, source: itsm-export, field: rating, lowest: 1,
             highest: 5, minimum_response: 20%}
        targets:
          - {id: satisfaction, service: network, metric: satisfaction, objective: {at_least: 4}}

    After:

        metrics:
          - {id: satisfaction, kind: score, source: itsm-export, field: rating, lowest: 1,
             highest: 10, minimum_response: 20%}
        targets:
          - {id: satisfaction, service: network, metric: satisfaction, objective: {at_least: 4}}

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key} answer of the scale", change), meaning=True)
