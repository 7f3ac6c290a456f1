"""The text of an agreement as a tree in which every value knows where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from slaspec.findings import Span
from slaspec.language.document import Document, as_text
from slaspec.language.model.node import Path, Place

NAMES = ("id", "service", "component", "term")  # the keys that may name the entries of a list


@dataclass(frozen=True)
class Written:
    """A value and its place; `value` is a dict or list of `Written`, or a plain scalar."""

    value: Any
    at: Place

    def plain(self) -> Any:
        """The data alone, as a fresh copy."""
        if isinstance(self.value, dict):
            return {key: held.plain() for key, held in self.value.items()}
        if isinstance(self.value, list):
            return [held.plain() for held in self.value]
        return self.value

    def places(self, path: Path = ()) -> Iterator[tuple[Path, Place]]:
        """Every path of the tree with the place where it was written."""
        yield path, self.at
        entries = self.value.items() if isinstance(self.value, dict) else enumerate(self._items)
        for key, held in entries:
            yield from held.places((*path, key))

    @property
    def _items(self) -> list[Written]:
        return self.value if isinstance(self.value, list) else []


def written(data: Any, at: Place) -> Written:
    """A tree of plain data that stands at a place."""
    if isinstance(data, dict):
        return Written({key: written(held, at.of(key)) for key, held in data.items()}, at)
    if isinstance(data, list):
        return Written([written(held, at.of(i)) for i, held in enumerate(data)], at)
    return Written(data, at)


def name_of(entry: Written) -> str | None:
    """What an entry of a list is called: its id, or what else names entries of its kind."""
    if not isinstance(entry.value, dict):
        return None
    found = (entry.value[key].value for key in NAMES if key in entry.value)
    return next((name for name in found if isinstance(name, str)), None)


def alike(one: Any, other: Any) -> bool:
    """
    Whether two pieces of plain data say the same, word by word.

    A number is the text that was written, as everywhere in a contract; the order of the keys of a
    mapping means nothing, that of a list does.
    """
    return bool(_worded(one) == _worded(other))


def _worded(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _worded(held) for key, held in data.items()}
    if isinstance(data, list | tuple):
        return [_worded(held) for held in data]
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return as_text(data)
    return data


class JoinedDocument(Document):
    """A text that stands in several files: paths of the whole lead to places in the files."""

    def __init__(self, base: Document, tree: Written) -> None:
        super().__init__(base.file, base.text, tree.plain(), [])
        self._places = dict(tree.places())

    def span(self, path: Path, *, of_key: bool = False) -> Span:
        """The place in the file where the value at a path was written, or its nearest parent."""
        while path not in self._places:
            path, of_key = path[:-1], True
        document, there = self._places[path]
        assert document is not None  # every part of a joined text was read from a file
        return document.span(there, of_key=of_key)
