"""Rule V408."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from slaspec.language.model.governance import Effective
from slaspec.language.quantities import Day
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import order
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "judged_from": "the day from which objectives are judged",
    "credits_from": "the day from which remedies are paid",
}


@change_rule(
    id="V408",
    name="transition",
    owns=("Effective.judged_from", "Effective.credits_from"),
    material=True,
)
def transition(change: Difference) -> Said | None:
    """
    Objectives are judged, or remedies are paid, from another day on.

    What it compares:
        `judged_from` and `credits_from`. Where they are not said, from the first day of the term
        on.

    Why:
        In a transition misses are shown and cost nothing.

    Before:

        effective: {from: 2026-01-01, credits_from: 2026-02-01}

    After:

        effective: {from: 2026-01-01, credits_from: 2026-04-01}

    Direction:
        loosened
    """
    starts = [day or effective.from_ for day, effective in _sides(change)]
    found = order(*starts)
    if found == 0:
        return None
    sentence = between(_WORDS[change.key], *map(str, starts))
    return Said(directed(found, "loosened"), sentence)


def _sides(change: Difference) -> Iterator[tuple[Day | None, Effective]]:
    """What is said of the start on either side, and the term that it is said of."""
    for day, parents, _ in change.sides:
        yield day, cast("Effective", parents[-1])
