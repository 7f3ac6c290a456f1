"""Rule V451."""

from __future__ import annotations

from slaspec.language.model.governance import Termination
from slaspec.review.change import Direction
from slaspec.review.changes.judging import entry, is_empty, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V451",
    name="right-to-terminate",
    owns=("Sections.termination", "Termination.by"),
    material=True,
)
def right_to_terminate(change: Difference) -> Said | None:
    """
    There is a right more to end the agreement early, or one less, or the other side has it.

    What it compares:
        The rights to terminate, and who has them. No list and an empty one are alike.

    Why:
        It is the strongest remedy of the customer, and the greatest risk of the provider.

    Before:

        termination: []

    After:

        termination:
          - {when: {missed: availability, times: 3, in: rolling 12 months}, by: customer,
             notice: 30 days}

    Direction:
        tightened
    """
    if is_empty(change):
        return None
    if change.key == "by":
        scale = ("provider", "customer")
        return judged("the side that may terminate", change, more="tightened", scale=scale)
    right: Termination = change.head or change.base
    direction: Direction = "tightened" if right.by == "customer" else "loosened"
    return entry("a right to terminate", change, added=direction)
