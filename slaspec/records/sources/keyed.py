"""
Rows whose cells are found by name, not by position: not every row has every name.

Which names there are is only known when all rows are read. A mapped name that no row has is then
a mistake of the mapping and refuses the file, as a column that is not in the header of a CSV
file does; a name that only some rows lack is an empty cell there.
"""

from __future__ import annotations

from abc import abstractmethod
from itertools import chain, islice
from typing import TYPE_CHECKING

from slaspec.records.reading.mapping import mapped_names, nearest
from slaspec.records.reasons import quoted
from slaspec.records.sources.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.sources.byte_streams import Digesting
    from slaspec.records.tickets import Progress

MOST_SHOWN = 40
MOST_COMPARED = 1000


class Keyed(Opened):
    """
    A table in a file, of rows of texts by name.

    `header` are the names of the first row, in its order, then those that the DataSource maps
    and the first row has not.
    """

    _bytes: Digesting

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(shown)
        self._file, self._progress = file, progress
        self.wanted = mapped_names(source)

    @property
    def digest(self) -> str:
        """SHA-256, as hex digits, of the bytes read so far: of the file once `rows` has ended."""
        return self._bytes.digest.hexdigest()

    @abstractmethod
    def _begin(self, stack: ExitStack) -> Iterator[tuple[int, Mapping[str, str]]]:
        """
        Opens the file and its `_bytes`, which are closed with the stack.

        Gives the line of each row, and its texts by name.
        """

    def _open(self, stack: ExitStack) -> None:
        rows = self._begin(stack)
        first = list(islice(rows, 1))
        self._first_names = [name for _, row in first for name in row]
        self.header = list(dict.fromkeys((*self._first_names, *self.wanted)))
        self._rows = chain(first, rows)

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The line of each row, and its cells in some columns, from 1; empty where it has none."""
        names = [self.header[number - 1] for number in numbers]
        unseen, line = set(names), 0
        for line, row in self._rows:
            if unseen:
                unseen.difference_update(row)
            yield line, tuple([row.get(name, "") for name in names])
        if unseen and line:
            self._refuse_unseen([name for name in names if name in unseen])

    def _refuse_unseen(self, unseen: Sequence[str]) -> None:
        first = self._first_names[:MOST_COMPARED]
        near = [(name, nearest(name, self.wanted, first)) for name in unseen]
        meant = [f"did you mean {quoted(one[0])} for {quoted(name)}?" for name, one in near if one]
        names = ", ".join(map(quoted, self._first_names[:MOST_SHOWN]))
        help = " ".join(meant) or f"the first row has {names}"
        sentence = f"no row has {', '.join(map(quoted, unseen))}"
        raise self.refusal(sentence, 1, 1, f"{help}; where nothing is known yet, export it empty")
