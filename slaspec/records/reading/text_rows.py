"""Rows in memory, read as if they stood in a file: texts by the names of their columns."""

from __future__ import annotations

import hashlib
from operator import itemgetter
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class TextRows:
    """A table of rows that all have the columns of the first; line 1 is the header."""

    def __init__(self, rows: Sequence[Mapping[str, str]], shown: str) -> None:
        self._rows, self._shown = rows, shown
        self.header = list(rows[0]) if rows else []

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The line of each row, and its cells in two or more columns, from 1."""
        wanted = itemgetter(*(self.header[number - 1] for number in numbers))
        yield from enumerate(map(wanted, self._rows), 2)

    gaps = None
    notes = ()

    @property
    def digest(self) -> str:
        """SHA-256 over the texts, cell by cell."""
        texts = "\x1e".join("\x1f".join(row.values()) for row in self._rows)
        return hashlib.sha256(texts.encode()).hexdigest()

    def refusal(self, message: str, line: int, column: int, help: str) -> LocatedError:
        """The error that refuses the rows because of one cell."""
        return LocatedError(message, f"{self._shown}:{line}:{column}", help)
