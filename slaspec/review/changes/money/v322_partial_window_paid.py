"""Rule V322."""

from __future__ import annotations

from typing import Any

from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, sign
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V322",
    name="partial-window-paid",
    owns=("Remedy.partial_window",),
    material=True,
)
def partial_window_paid(change: Difference) -> Said | None:
    """
    The first and the last window of the term, where they are only partly inside, are paid
    otherwise.

    What it compares:
        `partial_window` of a remedy, else of the interpretation: a window that is not judged pays
        nothing; a prorated charge is no more than the full one.

    Why:
        A term that begins on the tenth has a first month of three weeks.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             partial_window: not_judged}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             partial_window: {charge: full, counted: active}}

    Direction:
        tightened
    """
    what = "what is paid for a part of a window"
    return as_paid(judged(what, change, more="tightened", by=_order), change)


def _order(base: Any, head: Any) -> Order:
    one, other = _rank(base), _rank(head)
    return None if one is None or other is None else sign(one, other) or None


def _rank(value: Any) -> int | None:
    """From nothing to the full charge; the value of merged windows is another one."""
    if value == "not_judged":
        return 0
    return {"prorated": 1, "full": 2}.get(getattr(value, "charge", ""))
