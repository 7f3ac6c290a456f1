"""Which promise stands behind which, over all agreements of a book, and the circles in that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from slaspec.checks.backed.leaves import Leaf, Promise, leaves, promises
from slaspec.checks.rule import has_its_terms
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.target import Target


class Member(NamedTuple):
    """One promise, `desk-ola#restore/P1`, or a named tree, `acme-sla tree restoring`."""

    agreement: str
    text: str


class Edge(NamedTuple):
    """`start` is backed by `end`, said at `at`."""

    start: Member
    end: Member
    at: Place


def edges_of(book: Book) -> dict[Member, list[Edge]]:
    """
    Every reference of the backing trees that may be part of a circle, by the promise that it
    stands behind, sorted.

    Nothing stands on an SLA (another rule says so where something does): only its named trees can
    be part of one.
    """
    found: dict[Member, list[Edge]] = {}
    for agreement in sorted(book.of(Agreement), key=lambda each: each.id):
        inner = agreement.kind != "SLA" or book.whole(agreement).backing
        if inner and has_its_terms(agreement, book):
            for promise in promises(book.whole(agreement)):
                for edge in _edges(book, agreement.id, promise):
                    found.setdefault(edge.start, []).append(edge)
    return found


def _edges(book: Book, agreement: str, promise: Promise) -> Iterator[Edge]:
    for leaf in leaves(promise):
        for priority in promise.priorities or ("",):
            start = _start(agreement, promise, priority)
            for end in _ends(book, agreement, leaf, priority):
                yield Edge(start, end, leaf.at)


def _start(agreement: str, promise: Promise, priority: str) -> Member:
    if not promise.target:
        return Member(agreement, f"{agreement} tree {promise.name}")
    suffix = f"/{priority}" if priority else ""
    return Member(agreement, f"{agreement}#{promise.target}{suffix}")


def _ends(book: Book, agreement: str, leaf: Leaf, priority: str) -> Iterator[Member]:
    if leaf.is_tree:
        yield Member(agreement, f"{agreement} tree {leaf.refers_to}")
        return
    backing, target, named = split(leaf.refers_to)
    found = target_of(book, backing, target)
    if found is None:
        return
    if found.objectives is None:
        yield Member(backing, f"{backing}#{target}")
    elif wanted := named or mapped(leaf, priority):
        yield Member(backing, f"{backing}#{target}/{wanted}")
    else:  # a tree does not know for which priority it stands
        yield from (Member(backing, f"{backing}#{target}/{each}") for each in found.objectives)


def split(reference: str) -> tuple[str, str, str]:
    """`desk-ola#restore/P1` as agreement, target and priority (empty where there is none)."""
    agreement, _, rest = reference.partition("#")
    target, _, priority = rest.partition("/")
    return agreement, target, priority


def mapped(leaf: Leaf, priority: str) -> str:
    """The priority of the leaf's agreement that stands behind one of ours."""
    table = leaf.node.priority_map if leaf.node else None
    return (table or {}).get(priority, priority)


def target_of(book: Book, agreement: str, target: str) -> Target | None:
    """A target by the ids of its agreement and its own, or None."""
    found = book.get(agreement, Agreement)
    targets = book.whole(found).targets if found is not None else None
    return next((each for each in targets or () if each.id == target), None)


def loops(edges: Mapping[Member, list[Edge]]) -> Iterator[list[Edge]]:
    """Circles, each once, from their first member by name on; found without recursion."""
    done: set[Member] = set()
    told: set[frozenset[Member]] = set()
    for root in sorted(edges):
        trail: list[Edge] = []
        waiting = [iter(edges[root])] if root not in done else []
        while waiting:
            edge = next(waiting[-1], None)
            if edge is None:
                waiting.pop()
                done.add(trail.pop().end if trail else root)
                continue
            on_trail = [root, *(each.end for each in trail)]
            if edge.end in on_trail:
                loop = [*trail, edge][on_trail.index(edge.end) :]
                members = frozenset(each.start for each in loop)
                if members not in told:
                    told.add(members)
                    yield _from_first(loop)
            elif edge.end not in done:
                trail.append(edge)
                waiting.append(iter(edges.get(edge.end, ())))


def _from_first(loop: list[Edge]) -> list[Edge]:
    first = min(range(len(loop)), key=lambda position: loop[position].start)
    return loop[first:] + loop[:first]
