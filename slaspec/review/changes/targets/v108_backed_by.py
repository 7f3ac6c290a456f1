"""Rule V108."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slaspec.language.model.backing import Backing, Own
from slaspec.language.model.node import Node
from slaspec.language.model.target import Objective, Target
from slaspec.review.alike import alike
from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference, words, words_of_both
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V108",
    name="what-stands-behind",
    owns=(
        "Objective.backed_by",
        "Target.backed_by",
        "BackingTree.backed_by",
        "Backing.*",
        "Several.*",
        "Own.*",
    ),
    material=False,
    as_one=True,
)
def what_stands_behind(change: Difference) -> Said | None:
    """
    Something else stands behind a promise: another target of an OLA or UC, or own handling.

    What it compares:
        The whole tree of `backed_by`, as it holds for an objective: its own or that of its target.
        Which promises entered it and which left it is told by name.

    Why:
        It is the risk of the provider and is not promised to the customer. Whether the promise is
        still backed is proved apart from this and told under backing.

    Before:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [{own: {availability: 99.95%}}]}}

    After:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [{own: {availability: 99.99%}}]}}

    Direction:
        neutral
    """
    base = _held(change.base, change.base_parents)
    head = _held(change.head, change.head_parents)
    if alike(base, head) or _is_told_by_objectives(change):
        return None
    gone, new = _names(base, head), _names(head, base)
    what = "what stands behind the promise is arranged otherwise"
    if told := moved(gone, new):
        what = f"something else stands behind the promise: {told}"
    return Said("neutral", what, *words_of_both(base, head))


def _held(value: Any, parents: tuple[Node, ...]) -> Any:
    """What an objective says, or its target for it."""
    if value is None and parents and isinstance(parents[-1], Objective):
        return next((each.backed_by for each in parents if isinstance(each, Target)), None)
    return value


def _is_told_by_objectives(change: Difference) -> bool:
    """Whether every objective of a target says on one side itself what stands behind it."""
    base, head = change.base_parents[-1], change.head_parents[-1]
    if not isinstance(base, Target) or not isinstance(head, Target):
        return False
    pairs = [(base.objective, head.objective)]
    pairs += [(each, (head.objectives or {}).get(k)) for k, each in (base.objectives or {}).items()]
    kept = [(one, two) for one, two in pairs if one is not None and two is not None]
    told = (one.backed_by is not None or two.backed_by is not None for one, two in kept)
    return bool(kept) and all(told)


def _names(value: Any, other: Any) -> list[str]:
    there = list(_leaves(other))
    return [each for each in dict.fromkeys(_leaves(value)) if each not in there]


def _leaves(value: Any) -> Iterator[str]:
    """The promises, trees and own handling of a tree, in words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, Own):
        yield f"own handling ({words(value)})"
    elif isinstance(value, Backing):
        yield from _leaves(value.target)
        yield from _leaves(value.own)
        yield from _leaves(value.tree)
        for each in (value.all_of, value.one_of, value.redundant, value.k_of and value.k_of.of):
            yield from _leaves(each)
