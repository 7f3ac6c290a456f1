"""The rows of a table of texts as columns of codes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.reading.encoders import UnansweredError
from slaspec.records.reading.mapping import nearest
from slaspec.records.reasons import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from slaspec.errors import LocatedError
    from slaspec.records.reading.mapping import Column
    from slaspec.records.reading.table import Table
    from slaspec.records.tickets import Int64

MOST_NAMES = 40
NONE = np.empty(0, dtype=np.int64)  # a file of a header alone has no rows, and is no mistake
ROWS_AT_ONCE = 512  # texts live only as long as their block


@dataclass(frozen=True)
class CodedRows:
    """
    All rows of a table, in its order: one array of codes per key, and the line of each row.

    `numbers` are the positions of the columns, from 1; `gaps` and `notes` are what the table says
    of the rows.
    """

    columns: Mapping[str, Column]
    numbers: Mapping[str, int]
    codes: Mapping[str, Int64]
    lines: Int64
    digest: str
    gaps: int | None
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.lines)


def code_table(table: Table, columns: Sequence[Column]) -> CodedRows:
    """
    Reads the rows of a table through the encoders of the wanted columns.

    Raises `LocatedError` where the table is refused: a column that is not there, or a text that
    cannot be read before the contract says how.
    """
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
        gaps=table.gaps,
        notes=tuple(table.notes),
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
        mapped = {column.name for column in columns}
        raise table.refusal(sentence, 1, 1, _suggestions(lacking, mapped, table.header))
    return [position[column.name] for column in columns]


def _suggestions(lacking: Sequence[Column], mapped: Collection[str], header: Sequence[str]) -> str:
    """The name that was meant for each, where one is near; else all names."""
    near = [(column.name, nearest(column.name, mapped, header)) for column in lacking]
    found = [f"did you mean {quoted(one[0])} for {quoted(name)}?" for name, one in near if one]
    if found:
        return " ".join(found)
    more = ", …" if len(header) > MOST_NAMES else ""
    return "the columns are " + ", ".join(quoted(name) for name in header[:MOST_NAMES]) + more
