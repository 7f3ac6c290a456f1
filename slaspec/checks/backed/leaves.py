"""What stands in the backing trees of an agreement: leaves, named trees, own handling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slaspec.checks.once import once
from slaspec.language.model import Agreement
from slaspec.language.model.backing import Backing, Branch, Own
from slaspec.language.model.node import Place
from slaspec.language.model.target import Target

Part = tuple[Place, Branch]  # a node of a tree with its place


class Leaf(NamedTuple):
    """
    A reference in a tree: to a target of an OLA or UC (`desk-ola#restore/P1`), or to a named tree.

    `priorities` are the priorities for which it stands (of the objective, or of all objectives of
    the target; none where there is one objective for all); `node` has its further keys.
    """

    at: Place
    refers_to: str
    is_tree: bool
    target: str
    priorities: tuple[str, ...]
    node: Backing | None


class Promise(NamedTuple):
    """Branches with what they stand behind; `name` is `resolution/P1`, `resolution` or a tree."""

    name: str
    target: str
    priorities: tuple[str, ...]
    branches: tuple[Branch, ...]
    at: Place


@once
def promises(agreement: Agreement) -> Iterator[Promise]:
    """Everything in an agreement that says what stands behind it."""
    for target in agreement.targets or ():
        yield from _promises_of(target)
    for tree in agreement.backing or ():
        yield Promise(tree.id, "", (), tree.backed_by, tree.at.of("backed_by"))


def _promises_of(target: Target) -> Iterator[Promise]:
    own = {"": target.objective} if target.objective is not None else {}
    each = {**own, **(target.objectives or {})}
    for priority, objective in each.items():
        if objective.backed_by is not None:
            name = f"{target.id}/{priority}" if priority else target.id
            known = (priority,) if priority else ()
            at = objective.at.of("backed_by")
            yield Promise(name, target.id, known, objective.backed_by, at)
    if target.backed_by is not None:
        rest = tuple(p for p, o in each.items() if p and o.backed_by is None)
        at = target.at.of("backed_by")
        yield Promise(target.id, target.id, rest, target.backed_by, at)


def leaves(promise: Promise) -> Iterator[Leaf]:
    """The leaves and named trees below a promise, in the order written."""
    return leaves_of(promise, _listed(promise.branches, promise.at))


def leaves_of(promise: Promise, nodes: list[Part]) -> Iterator[Leaf]:
    """The same for some nodes below a promise only."""
    for place, branch in _nodes(nodes):
        if isinstance(branch, str):
            yield Leaf(place, branch, False, promise.target, promise.priorities, None)
        elif branch.target is not None:
            at = branch.at.of("target")
            yield Leaf(at, branch.target, False, promise.target, promise.priorities, branch)
        elif branch.tree is not None:
            at = branch.at.of("tree")
            yield Leaf(at, branch.tree, True, promise.target, promise.priorities, branch)


def sequences(promise: Promise) -> Iterator[list[Part]]:
    """The parts of every sequence below a promise: of its own list, and of the lists inside."""
    waiting: list[Part] = [(promise.at, promise.branches)]
    while waiting:
        at, branch = waiting.pop()
        if isinstance(branch, tuple):
            parts = _listed(branch, at)
            yield parts[::-1]
            waiting += parts
        elif isinstance(branch, Backing):
            waiting += _below(branch)


def own_handling(agreement: Agreement) -> Iterator[Own]:
    """The provider's own handling wherever it stands."""
    for promise in promises(agreement):
        for _, branch in _nodes(_listed(promise.branches, promise.at)):
            if isinstance(branch, Backing) and branch.own is not None:
                yield branch.own


def _nodes(nodes: list[Part]) -> Iterator[tuple[Place, str | Backing]]:
    """Every node, without recursion, in the order written; the last one given comes first."""
    waiting = list(nodes)
    while waiting:
        at, branch = waiting.pop()
        if isinstance(branch, tuple):
            waiting += _listed(branch, at)
        elif isinstance(branch, str):
            yield at, branch
        else:
            yield at, branch
            waiting += _below(branch)


def _below(node: Backing) -> list[Part]:
    """The branches of a node, in reverse order."""
    several = node.k_of
    below = _listed(several.of, several.at.of("of")) if several is not None else []
    for key in ("redundant", "one_of", "all_of"):
        below += _listed(getattr(node, key) or (), node.at.of(key))
    return below


def _listed(branches: Sequence[Branch], place: Place) -> list[Part]:
    """The branches of a list with their places, in reverse order: a stack pops the first one."""
    return [(place.of(i), branch) for i, branch in enumerate(branches)][::-1]
