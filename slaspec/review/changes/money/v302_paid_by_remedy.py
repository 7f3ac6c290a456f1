"""Rule V302."""

from __future__ import annotations

from typing import Any

from slaspec.language.model.target import Binding
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, order, together
from slaspec.review.changes.payments import of_remedy, remedy_named
from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V302",
    name="paid-by-remedy",
    owns=("Target.remedies", "Binding.remedy"),
    material=True,
)
def paid_by_remedy(change: Difference) -> Said | None:
    """
    A target is paid by a remedy that did not pay it before, or no longer by one that did.

    What it compares:
        The remedies that a target names, whatever their order. A name alone and the same name with
        terms that change nothing are alike.

    Why:
        A miss costs nothing until a remedy is bound to its target.

    Before:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h, hours: 24x7}
            remedies: []

    After:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h, hours: 24x7}
            remedies: [desk-credit]

    Direction:
        tightened
    """
    base, head = (_bindings(each) for each in (change.base, change.head))
    new, gone = sorted(head.keys() - base.keys()), sorted(base.keys() - head.keys())
    orders: dict[str, Order] = {**dict.fromkeys(new, 1), **dict.fromkeys(gone, -1)}
    orders |= {name: _own_terms(base[name], head[name]) for name in base.keys() & head.keys()}
    found = {
        of_remedy(directed(each, "tightened"), remedy_named(change, name))
        for name, each in orders.items()
        if each != 0
    }
    if not found:
        return None
    told = moved(gone, new) or "other terms of the target's own"
    return Said(found.pop() if len(found) == 1 else "neutral", f"what pays for a miss: {told}")


def _bindings(value: Any) -> dict[str, Binding]:
    """The remedies that are named; a name alone is a binding without terms of its own."""
    entries = value if isinstance(value, tuple) else () if value is None else (value,)
    bindings = (Binding(remedy=each) if isinstance(each, str) else each for each in entries)
    return {each.remedy: each for each in bindings}


def _own_terms(base: Binding, head: Binding) -> Order:
    pairs = [(base.allocation, head.allocation), (base.points, head.points)]
    said = [order(one, other) for one, other in pairs if one is not None or other is not None]
    weight = order(*(1 if each.weight is None else each.weight for each in (base, head)))
    return together((*said, weight))
