"""Rule V618."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V618",
    name="matrix-words",
    owns=("PriorityMatrix.title", "PriorityMatrix.description", "Priority.title"),
    material=False,
)
def matrix_words(change: Difference) -> Said | None:
    """
    The title or the description of a matrix, or the title of a priority, was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no priority.

    Before:

        kind: PriorityMatrix
        title: Impact and urgency

    After:

        kind: PriorityMatrix
        title: Priorities of incidents

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key}", change))
