"""What is gone through twice: one leaf in two parts of one sequence, named trees expanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from slaspec.checks.backed.graph import mapped, split, target_of
from slaspec.checks.backed.leaves import Leaf, Part, Promise, leaves_of, promises, sequences
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import NOWHERE, Place

_DEEPEST = 32  # named trees inside one another, as deep as a document may be


class Twice(NamedTuple):
    """A leaf that stands in two parts of one sequence, with both places."""

    name: str
    first: Place
    again: Place


def leaves_twice(agreement: Agreement, book: Book) -> Iterator[Twice]:
    """Every leaf that stands twice in a sequence of an agreement; each pair of places once."""
    said = list(promises(agreement))
    trees = {promise.name: promise for promise in said if not promise.target}
    by_priority: dict[str, _Sequences] = {}
    told = set()
    for promise in said:
        if _plainly_distinct(promise):
            continue
        for priority in promise.priorities or ("",):
            judge = by_priority.setdefault(priority, _Sequences(book, trees, priority))
            for found in judge.twice(promise):
                places = (found.first.path, found.again.path)
                if places not in told:
                    told.add(places)
                    yield found


def _plainly_distinct(promise: Promise) -> bool:
    """Whether only references to different targets stand there, as nearly always."""
    targets = [b.partition("/")[0] for b in promise.branches if isinstance(b, str) and "#" in b]
    return len(set(targets)) == len(promise.branches)


@dataclass
class _Contents:
    """What stands below some nodes, with its first place: leaves by name, and named trees."""

    leaves: dict[str, Place] = field(default_factory=dict)
    trees: dict[str, Place] = field(default_factory=dict)


@dataclass
class _Sequences:
    """The sequences of one agreement for one priority; each named tree is judged once."""

    book: Book
    trees: Mapping[str, Promise]
    priority: str
    inside: dict[str, _Contents] = field(default_factory=dict)
    reached: dict[str, _Contents] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)

    def twice(self, promise: Promise) -> Iterator[Twice]:
        """The leaves that stand twice in a sequence of a promise, or of a tree that it uses."""
        named = self._contents(promise, [(promise.at, promise.branches)]).trees
        used = dict.fromkeys(tree for id in named for tree in self._reached_from(id).trees)
        new = [id for id in used if id in self.trees and id not in self.judged]
        self.judged.update(new)
        for each in (promise, *(self.trees[id] for id in new)):
            for parts in sequences(each):
                yield from self._in_sequence(each, parts)

    def _in_sequence(self, promise: Promise, parts: list[Part]) -> Iterator[Twice]:
        seen: dict[str, Place] = {}
        for part in parts if len(parts) > 1 else ():
            for name, at in self._leaves(promise, part).items():
                if seen.setdefault(name, at) is not at:
                    yield Twice(name, seen[name], at)

    def _leaves(self, promise: Promise, part: Part) -> dict[str, Place]:
        """The leaves of a part; those of a named tree are at the place where it is named."""
        found = self._contents(promise, [part])
        for id, at in found.trees.items():
            for name in self._reached_from(id).leaves:
                found.leaves.setdefault(name, at)
        return found.leaves

    def _contents(self, promise: Promise, nodes: list[Part]) -> _Contents:
        found = _Contents()
        for leaf in leaves_of(promise, nodes):
            if leaf.is_tree:
                found.trees.setdefault(leaf.refers_to, leaf.at)
            else:
                found.leaves.setdefault(self._name(leaf), leaf.at)
        return found

    def _reached_from(self, id: str) -> _Contents:
        """What stands in a named tree and in those inside it, itself included."""
        if id not in self.reached:
            found = _Contents(trees={id: NOWHERE})
            level = [id]
            for _ in range(_DEEPEST):
                inside = [self._inside(each) for each in level]
                found.leaves.update(item for one in inside for item in one.leaves.items())
                below = {tree: at for one in inside for tree, at in one.trees.items()}
                level = [each for each in below if each not in found.trees]
                found.trees.update(below)
            self.reached[id] = found
        return self.reached[id]

    def _inside(self, id: str) -> _Contents:
        if id not in self.inside:
            tree = self.trees.get(id)
            self.inside[id] = (
                self._contents(tree, [(tree.at, tree.branches)]) if tree else _Contents()
            )
        return self.inside[id]

    def _name(self, leaf: Leaf) -> str:
        """The objective that a leaf refers to; without its priority where that is not known."""
        agreement, target, named = split(leaf.refers_to)
        found = target_of(self.book, agreement, target)
        by_priority = found is not None and found.objectives is not None
        wanted = (named or mapped(leaf, self.priority)) if by_priority else ""
        return f"{agreement}#{target}/{wanted}" if wanted else f"{agreement}#{target}"
