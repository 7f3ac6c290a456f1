"""Rule V246."""

from __future__ import annotations

from slaspec.language.model.interpretation import Reopened
from slaspec.review.change import Direction
from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, order, ranked, together
from slaspec.review.changes.wording import instead, other
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V246",
    name="reopened-record",
    owns=("MeasureAnswers.reopened", "Reopened.*"),
    material=True,
)
def reopened_record(change: Difference) -> Said | None:
    """
    A reopened record does something else to its clock.

    What it compares:
        `reopened`, where the metric asks for it. A clock that continues is never shorter than one
        that a reopening does not touch; a gap that counts makes it longer; more reopenings count
        within a longer time.

        A new clock for each reopening cannot be compared with the others.

    Why:
        Without it a record can be closed in time and be worked on afterwards.

    Before:

        interpretation: {reopened: {clock: continues, gap: counts}}

    After:

        interpretation: {reopened: {clock: ignored}}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    base, head = change.base, change.head
    if base is None or head is None:
        return Said("neutral", instead("a reopened record: its rule", change))
    if base.clock == head.clock == "ignored":
        return None
    return Said(_direction(base, head), other("a reopened record is treated otherwise", change))


def _direction(base: Reopened, head: Reopened) -> Direction:
    scale = ("ignored", "continues")
    if base.clock != head.clock:
        return directed(ranked(scale, base.clock, head.clock), "tightened")
    if base.clock == "new_cycle":
        return "neutral"
    gap = ranked(("paused", "counts"), base.gap, head.gap)
    return directed(together([gap, _reach(base, head)]), "tightened")


def _reach(base: Reopened, head: Reopened) -> Order:
    """Within which time a reopening counts; without one it always does."""
    if base.within is None or head.within is None:
        return (head.within is None) - (base.within is None)
    return order(base.within, head.within)
