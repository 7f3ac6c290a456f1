"""
YAML bytes to plain data with places: a strict subset that every reader reads alike.

The text is read as libyaml *events* and built with an explicit stack: no resolver, no composer,
no recursion. Whatever two readers could read differently is refused with a place (`Y…` rules).
Data stays plain (dict, list, str, int, Decimal, bool, None); positions are kept as packed integers
in document order and become a table of paths when somebody asks for a place.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from slaspec.findings import Finding, Span

Path = tuple[str | int, ...]
Data = dict[str, Any]

COLUMN_BITS = 24
COLUMN_MASK = (1 << COLUMN_BITS) - 1
_WRITTEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,\[\]{}]+(?: [^\s,\[\]{}#]+)*""")


MOST_EXPANDED = 64  # documents; what others hold beside their text is built again when asked for


class Document:
    """
    One contract file: its name, its plain data, and where each part of it stands.

    `positions` holds, in document order, the root's position, then for each entry of a mapping the
    key's and the value's, for each item of a list the item's: line and column from 0, packed.

    Of very many documents only the last used ones hold more than their text, so that a book of ten
    thousand fits into memory.
    """

    _expanded: ClassVar[dict[Document, None]] = {}  # the least recently used first

    def __init__(self, file: str, text: str, data: Data, positions: list[int]) -> None:
        self.file = file
        self._text: str | None = text
        self._packed = b""
        self._data: Data | None = data
        self._positions = array("q", positions)
        self._table: dict[Path, tuple[int, int]] | None = None
        self._lines: list[str] | None = None
        if positions:
            self._touch()

    @property
    def text(self) -> str:
        """The whole text of the file."""
        if self._text is None:
            return zlib.decompress(self._packed).decode()
        return self._text

    @property
    def data(self) -> Data:
        """The plain data of the whole file."""
        if self._data is None:
            from slaspec.language.events import Builder

            self._text = self.text
            self._data, positions = Builder(self._text, self.file).build()
            self._positions = array("q", positions)
            self._touch()
        return self._data

    def _touch(self) -> None:
        """Become the last used; the least recently used of too many gives up what it holds."""
        held = Document._expanded
        held.pop(self, None)
        held[self] = None
        if len(held) > MOST_EXPANDED:
            next(iter(held)).release()

    def release(self) -> None:
        """Hold no more than the text, packed."""
        Document._expanded.pop(self, None)
        if self._text is not None:
            self._packed = zlib.compress(self._text.encode(), 1)
        self._text = self._data = self._table = self._lines = None
        self._positions = array("q")

    def span(self, path: Path, *, of_key: bool = False) -> Span:
        """
        The place of the value at a path, or of its key.

        A path that is not in the file (a missing key) is shown at its nearest parent.
        """
        if self._table is None:
            data = self.data  # builds the positions, too
            self._table = dict(_numbered(data))
        while path not in self._table:
            path, of_key = path[:-1], True
        position = self._positions[self._table[path][0 if of_key else 1]]
        line, column = (position >> COLUMN_BITS) + 1, position & COLUMN_MASK
        if of_key and path and isinstance(path[-1], str):
            width = len(path[-1])
        else:
            written = _WRITTEN.match(self.line(line), column)
            width = len(written[0]) if written else 1
        return Span(self.file, line, column + 1, width)

    def line(self, number: int) -> str:
        """Line `number` of the text (from 1), without its end."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""

    def ids(self, path: Path) -> tuple[str, ...]:
        """A path for fingerprints: list positions replaced by the ids that stand there."""
        found: list[str] = []
        value: Any = self.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            if isinstance(step, int):
                named = value.get("id") if isinstance(value, dict) else None
                found.append(named if isinstance(named, str) else f"[{step}]")
            else:
                found.append(step)
        return tuple(found)


def _numbered(data: Data) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Paths with the indices of their key's and value's positions, in document order."""
    yield (), (0, 0)
    index = 1
    stack: list[tuple[Path, Iterator[tuple[str | int, Any]], bool]] = [
        ((), iter(data.items()), True)
    ]
    while stack:
        path, entries, keyed = stack[-1]
        entry = next(entries, None)
        if entry is None:
            stack.pop()
            continue
        here = (*path, entry[0])
        yield here, (index, index + 1 if keyed else index)
        index += 2 if keyed else 1
        value = entry[1]
        if isinstance(value, dict):
            stack.append((here, iter(value.items()), True))
        elif isinstance(value, list):
            stack.append((here, iter(enumerate(value)), False))


class Unplaced(Document):
    """Data that came as a mapping: there is no file, so there are no places."""

    def __init__(self, data: Data) -> None:
        super().__init__("<mapping>", "", data, [])

    def span(self, path: Path, *, of_key: bool = False) -> Span:  # noqa: ARG002 - as in Document
        """The same nowhere for every path."""
        return Span(self.file, 1, 1)


class Refused(Exception):
    """The text is outside the subset; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refuse(rule: str, message: str, span: Span, help: str = "", **more: Any) -> NoReturn:
    """End the reading with one finding."""
    raise Refused(
        Finding(rule=rule, severity="error", message=message, span=span, help=help, **more)
    )


def read_document(raw: bytes, file: str) -> Document:
    """
    The document in these bytes. Raises `Refused` with a located finding at the first fault.

    Plain numbers arrive as `int` or `Decimal`, everything quoted as text.
    """
    from slaspec.language.decoding import decoded
    from slaspec.language.events import Builder

    text = decoded(raw, file)
    builder = Builder(text, file)
    data, positions = builder.build()
    return Document(file, text, data, positions)


def as_text(number: int | Decimal) -> str:
    """A plain number as it was written, for a place that wants text (`clause: 4.10`)."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)
