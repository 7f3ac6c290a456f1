"""Rule V648."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "agreement": "the agreement of the scenario",
    "also": "what is judged besides",
    "as_of": "the day as of which the scenario is judged",
    "period": "the period of the scenario",
}


@change_rule(
    id="V648",
    name="scenario-subject",
    owns=("Scenario.agreement", "Scenario.also", "Scenario.as_of", "Scenario.period"),
    material=False,
)
def scenario_subject(change: Difference) -> Said | None:
    """
    A scenario is about another agreement, period or day.

    What it compares:
        `agreement`, `also`, `as_of` and `period` of a scenario.

    Why:
        The same records are judged by another text, or as of another day.

    Before:

        kind: Scenario
        as_of: 2026-05-08

    After:

        kind: Scenario
        as_of: 2026-06-08

    Direction:
        neutral
    """
    return Said("neutral", instead(_WORDS[change.key], change))
