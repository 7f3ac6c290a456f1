"""Rule V406."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, sign
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V406",
    name="end-of-term",
    owns=("Effective.through", "Effective.renewal"),
    material=True,
)
def end_of_term(change: Difference) -> Said | None:
    """
    The term ends on another day, or is renewed otherwise.

    What it compares:
        The last day, and what happens then. A term without a last day, or one that renews itself,
        has no end; without an answer it ends.

    Why:
        After it nothing is promised.

    Before:

        effective: {from: 2026-01-01, through: 2027-12-31}

    After:

        effective: {from: 2026-01-01, through: 2028-12-31}

    Direction:
        tightened
    """
    if change.key == "renewal":
        what = "the renewal of the term"
        return judged(what, change, more="tightened", default="none", by=_order)
    return judged("the last day of the term", change, more="tightened", added="loosened")


def _order(base: str, head: str) -> Order:
    """A term that renews itself is the longer one; the others end on its last day."""
    return sign(base == "automatic", head == "automatic") or None
