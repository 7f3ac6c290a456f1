"""One place in which two texts differ, before anybody says what it means."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from slaspec.language.in_words import said
from slaspec.language.model.node import Node, Place
from slaspec.language.structure import unstructure

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.review.change import Sort

_N = TypeVar("_N", bound=Node)
LONGEST_WORDS = 120
_MARKS = (", ", "; ", ". ")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """
    What stands in a field on one side and not, or otherwise, on the other.

    `field` is the class that declares it and its key in the contract (`Objective.within`), or the
    kind of a whole document (`SLA`). `base` and `head` are typed values, None on the side where
    there is nothing. `base_parents` and `head_parents` lead from the document to the node that has
    the field, empty where that does not exist. `path` are keys and ids. `base_book` and `head_book`
    answer what else a judgement needs.
    """

    field: str
    sort: Sort
    base: Any
    head: Any
    base_at: Place | None
    head_at: Place | None
    base_parents: tuple[Node, ...]
    head_parents: tuple[Node, ...]
    path: tuple[str, ...]
    base_book: Book = dataclasses.field(repr=False)
    head_book: Book = dataclasses.field(repr=False)

    @property
    def key(self) -> str:
        """The key of the field: `within`."""
        return self.field.rpartition(".")[2]

    @property
    def name(self) -> str:
        """The id, or else the key, at the end of the path."""
        return self.path[-1]

    def base_of(self, kind: type[_N]) -> _N | None:
        """The nearest part of this class around the field on the base."""
        return next((each for each in reversed(self.base_parents) if isinstance(each, kind)), None)

    def head_of(self, kind: type[_N]) -> _N | None:
        """The nearest part of this class around the field on the head."""
        return next((each for each in reversed(self.head_parents) if isinstance(each, kind)), None)

    def of(self, kind: type[_N]) -> _N | None:
        """The nearest part of this class around the field, on the head if it is there."""
        return self.head_of(kind) or self.base_of(kind)

    @property
    def sides(self) -> Iterator[tuple[Any, tuple[Node, ...], Book]]:
        """Value, parents and book, of the base and then of the head."""
        yield self.base, self.base_parents, self.base_book
        yield self.head, self.head_parents, self.head_book

    @property
    def swapped(self) -> Difference:
        """The same difference, seen the other way round."""
        sort: dict[str, Sort] = {"added": "removed", "removed": "added"}
        return dataclasses.replace(
            self,
            sort=sort.get(self.sort, self.sort),
            base=self.head,
            head=self.base,
            base_at=self.head_at,
            head_at=self.base_at,
            base_parents=self.head_parents,
            head_parents=self.base_parents,
            base_book=self.head_book,
            head_book=self.base_book,
        )


def words(value: Any) -> str:
    """A typed value in short words, as a contract says it; empty for nothing."""
    return short(_said(value), LONGEST_WORDS)


def words_of_both(base: Any, head: Any, longest: int = LONGEST_WORDS) -> tuple[str, str]:
    """
    Two values in short words of which one can see that they differ.

    Where they are long, what both begin with is left out up to a comma or the like.
    """
    texts = _said(base), _said(head)
    if max(map(len, texts)) <= longest:
        return texts
    letters = zip(*texts, strict=False)
    alike = sum(1 for _ in takewhile(lambda both: both[0] == both[1], letters))
    until = alike - longest // 4 if alike > longest // 2 else 0
    begin = max(texts[0].rfind(mark, 0, until) for mark in _MARKS) + 2
    one, two = (f"…{each[begin:]}" if begin > 1 else each for each in texts)
    return short(one, longest), short(two, longest)


def short(text: str, longest: int) -> str:
    """A text of so many letters at most; what is cut off is marked."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _said(value: Any) -> str:
    return "" if value is None else " ".join(said(unstructure(value)).split())
