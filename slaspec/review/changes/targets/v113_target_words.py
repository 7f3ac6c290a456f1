"""Rule V113."""

from __future__ import annotations

from slaspec.language.in_words import key_words
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V113",
    name="target-words",
    owns=("Target.title", "Target.clause", "Target.remark", "Objective.remark"),
    material=False,
)
def target_words(change: Difference) -> Said | None:
    """
    The title, the clause number or the remark of a target was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no verdict and no amount, but a remark may say what the parties meant.

    Before:

        targets:
          - {id: resolution, title: Repair, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    After:

        targets:
          - {id: resolution, title: Restoring, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {key_words(change.key)}", change))
