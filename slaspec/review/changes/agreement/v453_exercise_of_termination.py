"""Rule V453."""

from __future__ import annotations

from slaspec.language.model.governance import Termination
from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V453",
    name="exercise-of-termination",
    owns=("Termination.notice", "Termination.exercise_within"),
    material=True,
)
def exercise_of_termination(change: Difference) -> Said | None:
    """
    The right to terminate is used with another notice or within another time.

    What it compares:
        `notice` and `exercise_within`. A longer notice keeps the side that leaves for longer; a
        longer time keeps the right.

    Why:
        A right that must be used within a month is often lost.

    Before:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 12 months}, by: customer,
             notice: 30 days}

    After:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 12 months}, by: customer,
             notice: 90 days}

    Direction:
        loosened
    """
    right = change.of(Termination)
    more: Direction = "loosened" if change.key == "notice" else "tightened"
    if right is not None and right.by == "provider":
        more = OPPOSITE[more]
    words = {"notice": "the notice of termination", "exercise_within": "the time to terminate"}
    return judged(words[change.key], change, more=more, added=_bound(more, change.key))


def _bound(more: Direction, key: str) -> Direction:
    """A notice where there was none is a longer one; a time where there was none is a shorter."""
    return more if key == "notice" else OPPOSITE[more]
