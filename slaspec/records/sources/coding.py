"""The rows of a CSV file as columns of codes."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from slaspec.records.reasons import quoted
from slaspec.records.sources.delimited import DelimitedFile
from slaspec.records.sources.encoders import UnansweredError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from slaspec.errors import LocatedError
    from slaspec.records.sources.mapping import Column
    from slaspec.records.tickets import Int64, Progress

MOST_NAMES = 40
NONE = np.empty(0, dtype=np.int64)  # a file of a header alone has no rows, and is no mistake
ROWS_AT_ONCE = 512  # texts live only as long as their block


@dataclass(frozen=True)
class CodedRows:
    """
    All rows of a file, in its order: one array of codes per key, and the line of each row.

    `numbers` are the positions of the columns in the file, from 1.
    """

    columns: Mapping[str, Column]
    numbers: Mapping[str, int]
    codes: Mapping[str, Int64]
    lines: Int64
    digest: str

    def __len__(self) -> int:
        return len(self.lines)


class Table(Protocol):
    """Rows of text with a header: an open file, or rows in memory."""

    @property
    def header(self) -> Sequence[str]:
        """The names of the columns."""

    @property
    def digest(self) -> str:
        """SHA-256 of what was read, once `rows` has ended."""

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The line of each row, and its cells in two or more columns, from 1."""

    def refusal(self, message: str, line: int, column: int, help: str) -> LocatedError:
        """The error that refuses the table because of one cell."""


def code_rows(
    file: Path, shown: str, columns: Sequence[Column], progress: Progress | None = None
) -> CodedRows:
    """
    Reads a CSV file through the encoders of the wanted columns.

    Raises `LocatedError` where the file is refused: a column that is not there, or a text
    that cannot be read before the contract says how.
    """
    with DelimitedFile(file, shown, progress) as table:
        return code_table(table, columns)


def code_table(table: Table, columns: Sequence[Column]) -> CodedRows:
    """`code_rows` for rows that are open already, or in memory."""
    numbers = _numbers(table, columns)
    coding = _Coding(table, columns, numbers)
    rows = table.rows(numbers)
    while block := list(islice(rows, ROWS_AT_ONCE)):
        coding.add(block)
    return CodedRows(
        columns={column.key: column for column in columns},
        numbers=dict(zip((column.key for column in columns), numbers, strict=True)),
        codes={
            column.key: np.concatenate([NONE, *codes])
            for column, codes in zip(columns, coding.codes, strict=True)
        },
        lines=np.concatenate([NONE, *coding.lines]),
        digest=table.digest,
    )


class _Coding:
    def __init__(self, table: Table, columns: Sequence[Column], numbers: Sequence[int]) -> None:
        self._table, self._columns, self._numbers = table, columns, numbers
        self.codes: list[list[Int64]] = [[] for _ in columns]
        self.lines: list[Int64] = []

    def add(self, block: list[tuple[int, tuple[str, ...]]]) -> None:
        lines, rows = zip(*block, strict=True)
        self.lines.append(np.array(lines, dtype=np.int64))
        for i, cells in enumerate(zip(*rows, strict=True)):
            encoder = self._columns[i].encoder
            try:
                codes = np.fromiter(map(encoder.__getitem__, cells), np.int64, len(cells))
            except UnansweredError as question:
                raise self._refusal(question, i, lines, cells) from None
            self.codes[i].append(codes)

    def _refusal(
        self,
        question: UnansweredError,
        i: int,
        lines: Sequence[int],
        cells: Sequence[str],
    ) -> LocatedError:
        encoder = self._columns[i].encoder
        row = next(row for row, cell in enumerate(cells) if cell not in encoder)
        return self._table.refusal(question.sentence, lines[row], self._numbers[i], question.help)


def _numbers(table: Table, columns: Sequence[Column]) -> list[int]:
    """The position of each wanted column in the header, from 1."""
    position = {name: number for number, name in enumerate(table.header, 1)}
    lacking = [column for column in columns if column.name not in position]
    if lacking:
        named = ", ".join(f"{quoted(column.name)} (for {column.key})" for column in lacking)
        sentence = f"the header has no column {named}"
        raise table.refusal(sentence, 1, 1, _suggestions(lacking, table.header))
    return [position[column.name] for column in columns]


def _suggestions(lacking: Sequence[Column], header: Sequence[str]) -> str:
    """The name that was meant for each, where one is near; else all names."""
    near = [(c.name, difflib.get_close_matches(c.name, header, 1, 0.6)) for c in lacking]
    found = [f"did you mean {quoted(one[0])} for {quoted(name)}?" for name, one in near if one]
    if found:
        return " ".join(found)
    more = ", …" if len(header) > MOST_NAMES else ""
    return "the columns are " + ", ".join(quoted(name) for name in header[:MOST_NAMES]) + more
