"""Rule V106."""

from __future__ import annotations

from slaspec.review.changes.conditions import said_of_condition, turned_round
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V106",
    name="threshold",
    owns=("Objective.at_least", "Objective.at_most"),
    material=True,
)
def threshold(change: Difference) -> Said | None:
    """
    The value that must be reached, or must not be exceeded, is another one.

    What it compares:
        `at_least` and `at_most` of an objective, in their unit; times in milliseconds. Figures of
        different units cannot be compared.

    Why:
        The threshold is the promise itself. A higher `at_least` promises more, a higher `at_most`
        less.

    Before:

        metrics: [{id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
                   take: last}]
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 20 cases}}

    After:

        metrics: [{id: backlog, kind: value, source: itsm-export, unit: cases, field: backlog,
                   take: last}]
        targets:
          - {id: backlog, service: network, metric: backlog, objective: {at_most: 30 cases}}

    Direction:
        loosened
    """
    least = change.key == "at_least"
    said = said_of_condition(change, "the least value" if least else "the highest value")
    return said if said is None or least else turned_round(said)
