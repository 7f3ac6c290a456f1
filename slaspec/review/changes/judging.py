"""What most rules say: which value it was and is, and in which direction more of it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.changes.orders import Order, order, ranked
from slaspec.review.changes.wording import between, plain, plain_both
from slaspec.review.difference import Difference
from slaspec.review.rule import Said


def judged(
    what: str,
    change: Difference,
    *,
    more: Direction = "neutral",
    added: Direction = "neutral",
    default: Any = None,
    scale: Sequence[str] = (),
    by: Callable[[Any, Any], Order] = order,
    material: bool | None = None,
    meaning: bool = False,
) -> Said | None:
    """
    What a difference of one value means; None where both sides mean the same.

    `what` begins the sentence: "the notice". `more` is the direction of a larger value, compared
    `by` a function, or by its place on a `scale` of words from less to more; `added` is that of a
    value where nothing was said. What is not said means `default`.
    """
    base, head = (default if each is None else each for each in (change.base, change.head))
    if base is None or head is None:
        direction = added if base is None else OPPOSITE[added]
    else:
        found = 0 if base == head else (partial(ranked, scale) if scale else by)(base, head)
        if found == 0:
            return None
        direction = directed(found, more)
    sentence = between(what, *plain_both(base, head))
    return Said(direction, sentence, material=material, meaning=meaning)


def directed(found: Order, more: Direction) -> Direction:
    """The direction of an order, where `more` is that of more."""
    if not found:
        return "neutral"
    return more if found > 0 else OPPOSITE[more]


def entry(
    what: str,
    change: Difference,
    *,
    added: Direction = "neutral",
    by: str = "id",
    name: str = "name",
) -> Said:
    """
    `a definition is added: ...`; what is said of an entry of a list.

    One that is renamed has another `name`, which is its field `by`; another id is not material.
    """
    told = entry_told(what, change, by=by, name=name)
    if change.sort == "renamed":
        before, after = (str(getattr(each, by)) for each in (change.base, change.head))
        return Said("neutral", told, before, after, False if by == "id" else None)
    directions: dict[str, Direction] = {"added": added, "removed": OPPOSITE[added]}
    return Said(directions.get(change.sort, "neutral"), told)


def entry_told(what: str, change: Difference, *, by: str = "id", name: str = "name") -> str:
    """The sentence alone."""
    if change.sort == "renamed":
        before, after = (getattr(each, by) for each in (change.base, change.head))
        return f"{what} has another {name}: {after} instead of {before}"
    if change.sort == "changed":
        return between(what, *plain_both(change.base, change.head))
    gone = change.sort == "removed"
    return f"{what} is {change.sort}: {plain(change.base if gone else change.head)}"


def is_empty(change: Difference) -> bool:
    """Whether neither side says anything: an empty list, or none."""
    return not change.base and not change.head
