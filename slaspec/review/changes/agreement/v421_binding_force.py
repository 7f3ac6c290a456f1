"""Rule V421."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, sign
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V421",
    name="binding-force",
    owns=("Sections.binding",),
    material=True,
)
def binding_force(change: Difference) -> Said | None:
    """
    The agreement binds in another way.

    What it compares:
        A contract binds in law; an agreement within one house and a charter do not.

    Why:
        What does not bind cannot be enforced.

    Before:

        binding: contract

    After:

        binding: charter

    Direction:
        loosened
    """
    return judged("the binding force", change, more="tightened", by=_order)


def _order(base: str, head: str) -> Order:
    """A contract is more than either of the others, between which nobody can tell."""
    return sign(base == "contract", head == "contract") or None
