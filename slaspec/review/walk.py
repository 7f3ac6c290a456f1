"""Two texts of one document, side by side: every field in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from slaspec.checks.rule import section_at
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Contract
from slaspec.language.model.node import Node, Place
from slaspec.language.text_tree import JoinedDocument
from slaspec.review.alike import alike, names_of
from slaspec.review.change import Sort
from slaspec.review.difference import Difference
from slaspec.review.entries import Entry, matched
from slaspec.review.held import answered_otherwise, held, needs_answers
from slaspec.review.registry import owner_of, owners


class _Side(NamedTuple):
    """A value on one side with its place, and the nodes from the document down to its owner."""

    value: Any
    at: Place | None
    parents: tuple[Node, ...]


class Walk:
    """The differences between the documents of two books."""

    def __init__(self, base: Book, head: Book) -> None:
        self._books = base, head

    def documents(self, base: Contract | None, head: Contract | None) -> Iterator[Difference]:
        """Every difference between two texts of one document, or that one of them is not there."""
        there = head or base
        assert there is not None
        sides = [_Side(each, each.at if each else None, ()) for each in (base, head)]
        if base is None or head is None or type(base) is not type(head):
            yield self._difference(there.kind, sides[0], sides[1], (there.id,))
            return
        if base.id != head.id or base.kind != head.kind:
            yield self._difference(head.kind, sides[0], sides[1], (head.id,), "renamed")
        yield from self._nodes(sides[0], sides[1], ())

    def _nodes(self, base: _Side, head: _Side, path: tuple[str, ...]) -> Iterator[Difference]:
        """Two nodes of one class, field by field."""
        cls: type[Node] = type(head.value)
        above = [(*each.parents, each.value) for each in (base, head)]
        for name in names_of(cls):
            one, other = map(_in_terms, self._books, (_side(parents, name) for parents in above))
            key = name.removesuffix("_")
            if key not in ("id", "kind") and not (one.value is None and other.value is None):
                yield from self._values(f"{declared(cls, name)}.{key}", one, other, (*path, key))

    def _values(
        self, field: str, base: _Side, head: _Side, path: tuple[str, ...]
    ) -> Iterator[Difference]:
        """Two values of one field."""
        values = (base.value, head.value)
        if _say_the_same(base, head):
            return
        same_class = type(base.value) is type(head.value)
        owner = owner_of(field)
        if owner is not None and owner.as_one:
            yield self._difference(field, base, head, path)
        elif isinstance(head.value, Node) and same_class and not _is_one_value(head.value):
            yield from self._nodes(base, head, path)
        elif _has_entries(values):
            entries = tuple(matched(base.value, head.value))
            for entry in entries:
                yield from self._entry(field, entry, base, head, path)
            if owner is not None and owner.ordered and _is_reordered(entries):
                yield self._difference(field, base, head, path, "reordered")
        else:
            yield self._difference(field, base, head, path)

    def _entry(
        self, field: str, entry: Entry, base: _Side, head: _Side, path: tuple[str, ...]
    ) -> Iterator[Difference]:
        """One entry of a list, or of a mapping by priorities and the like."""
        one = _Side(entry.base, _of_entry(entry.base, base.at, entry.base_key), base.parents)
        other = _Side(entry.head, _of_entry(entry.head, head.at, entry.head_key), head.parents)
        below = (*path, entry.name)
        if entry.base is None or entry.head is None:
            yield self._difference(field, one, other, below)
            return
        if entry.renamed:
            yield self._difference(field, one, other, below, "renamed")
        if _say_the_same(one, other):
            return
        if isinstance(entry.head, Node) and type(entry.base) is type(entry.head):
            yield from self._nodes(one, other, below)
        else:
            yield self._difference(field, one, other, below)

    def _difference(
        self, field: str, base: _Side, head: _Side, path: tuple[str, ...], sort: Sort | None = None
    ) -> Difference:
        if sort is None:
            absent = base.value is None, head.value is None
            sort = "added" if absent[0] else "removed" if absent[1] else "changed"
        return Difference(
            field=field,
            sort=sort,
            base=base.value,
            head=head.value,
            base_at=base.at if base.value is not None else None,
            head_at=head.at if head.value is not None else None,
            base_parents=base.parents,
            head_parents=head.parents,
            path=path,
            base_book=self._books[0],
            head_book=self._books[1],
        )


def _say_the_same(base: _Side, head: _Side) -> bool:
    """Whether two values are alike, and so is everything that others say for them."""
    if not alike(base.value, head.value):
        return False
    return not (needs_answers(head.value) and answered_otherwise(base.parents, head.parents))


def _is_reordered(entries: tuple[Entry, ...]) -> bool:
    """Whether entries that stand on both sides of a list stand in another order."""
    places = [
        each.base_key
        for each in entries
        if isinstance(each.base_key, int) and isinstance(each.head_key, int)
    ]
    return places != sorted(places)


def _side(parents: tuple[Node, ...], name: str) -> _Side:
    return _Side(*held(parents, name), parents)


def _in_terms(book: Book, side: _Side) -> _Side:
    """A section of an agreement, with the place in its Terms where it stands there."""
    agreement = side.parents[0]
    if len(side.parents) > 1 or not isinstance(agreement, Agreement) or side.at is None:
        return side
    if isinstance(agreement.at.document, JoinedDocument):  # which knows every place itself
        return side
    return side._replace(at=section_at(agreement, str(side.at.path[-1]), book))


def _of_entry(entry: Any, at: Place | None, key: str | int | None) -> Place | None:
    """Its own place, which may be in the Terms, or else the one below its list."""
    if isinstance(entry, Node) and entry.at.document is not None:
        return entry.at
    return at.of(key) if at is not None and key is not None else at


def _has_entries(values: tuple[Any, Any]) -> bool:
    """Whether this is a list of nodes, or a mapping, that is compared entry by entry."""
    there = [value for value in values if value is not None]
    if all(isinstance(value, dict) for value in there):
        return not any(_is_one_value(entry) for value in there for entry in value.values())
    entries = [entry for value in there if isinstance(value, tuple) for entry in value]
    listed = all(isinstance(value, tuple) for value in there)
    return (
        listed
        and any(isinstance(e, Node) for e in entries)
        and not any(map(_is_one_value, entries))
    )


def _is_one_value(value: Any) -> bool:
    """Whether values of this class belong, whole, to one rule."""
    return isinstance(value, Node) and f"{type(value).__name__}.*" in owners()


def declared(cls: type[Node], name: str) -> str:
    """The name of the class that declares a field."""
    return next(
        each.__name__
        for each in reversed(cls.__mro__)
        if name in vars(each).get("__annotations__", {})
    )
