"""Rule V254."""

from __future__ import annotations

from slaspec.language.model.interpretation import PartialWindow
from slaspec.review.change import Direction
from slaspec.review.changes.directions import more_is_tighter
from slaspec.review.changes.wording import now, plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V254",
    name="partial-window",
    owns=("MeasureAnswers.partial_window",),
    material=True,
)
def partial_window(change: Difference) -> Said | None:
    """
    The first and last window of the term are judged otherwise.

    What it compares:
        `partial_window`: not judged, merged with the next window, or judged on terms of its own.
        What is not judged owes nothing.

    Why:
        A term seldom begins on the first day of a window.

    Before:

        interpretation: {partial_window: {charge: prorated, counted: active}}

    After:

        interpretation: {partial_window: not_judged}

    Direction:
        loosened
    """
    ranks = _rank(change.base), _rank(change.head)
    direction: Direction = "neutral"
    if ranks[0] is not None and ranks[1] is not None:
        direction = more_is_tighter(*ranks)
    before, after = (_in_words(each) for each in (change.base, change.head))
    return Said(direction, now("a window that is only partly in the term", before, after))


def _rank(answer: object) -> int | None:
    """0 where nothing is owed, 1 where it is judged; a merged window is neither."""
    if answer == "not_judged":
        return 0
    return 1 if isinstance(answer, PartialWindow) else None


def _in_words(answer: object) -> str:
    if isinstance(answer, PartialWindow):
        return f"is judged ({plain(answer)})"
    return f"is {plain(answer)}" if answer else ""
