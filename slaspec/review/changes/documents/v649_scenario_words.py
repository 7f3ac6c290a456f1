"""Rule V649."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V649",
    name="scenario-words",
    owns=("Scenario.title", "Scenario.description"),
    material=False,
)
def scenario_words(change: Difference) -> Said | None:
    """
    The title or the description of a scenario was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no result.

    Before:

        kind: Scenario
        title: Reported in the evening

    After:

        kind: Scenario
        title: Reported at night

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key}", change))
