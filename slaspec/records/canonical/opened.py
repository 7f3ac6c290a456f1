"""
A canonical file, opened: a sequence of parts, each read when it is asked for and not kept.

What the file says of itself is held against what can be seen of it before anything is read: its
size, its columns, its number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, overload

import pyarrow as pa
import pyarrow.parquet as pq

from slaspec.records.canonical import footer
from slaspec.records.canonical.head import KEY, Head, read_head
from slaspec.records.canonical.held import records_of_part
from slaspec.records.canonical.layout import EVENTS, TEXT, schema_of, type_of
from slaspec.records.canonical.part import Part, damaged, refusal
from slaspec.records.sources.byte_streams import open_regular
from slaspec.records.tables import Records

if TYPE_CHECKING:
    from slaspec.records.tickets import ReadReport

MOST_ROWS = 1 << 20  # in a part
MOST_VALUES = 1 << 24  # in a column of a part
MOST_BYTES = 1 << 30  # of a part, unpacked


class CanonicalFile(Sequence[Records]):
    """
    The records of a file that `slaspec import` made, in parts.

    A part is a `Tickets`, `Outages`, `Probes` or `Figures` of which columns are read when they are
    used; all parts have the same names, so a code means the same in each.
    """

    def __init__(self, file: Path, shown: str) -> None:
        self.file, self.shown = file, shown
        _require_whole(file, shown)
        with damaged(shown):
            seen = pq.ParquetFile(pa.OSFile(str(file)))
            metadata, schema = seen.metadata, seen.schema_arrow
        self.head = _head(metadata, shown)
        _require_columns(self.head, schema, shown)
        _require_rows(self.head, metadata, file.stat().st_size, shown)
        self._asked: dict[str, None] = {}
        self._rows = [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]
        with damaged(shown):
            self._parquet = pq.ParquetFile(
                pa.OSFile(str(file)),
                metadata=metadata,
                read_dictionary=[name for name in self.head.columns if type_of(name) == TEXT],
                page_checksum_verification=True,
            )

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, position: int) -> Records: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[Records]: ...

    def __getitem__(self, position: int | slice) -> Records | Sequence[Records]:
        if isinstance(position, slice):
            return [self[i] for i in range(*position.indices(len(self)))]
        number = range(len(self))[position]
        columns = _Columns(self._parquet, number, self._asked)
        return records_of_part(Part(columns, self._rows[number], self.shown), self.head, self.shown)

    def __iter__(self) -> Iterator[Records]:
        return (self[number] for number in range(len(self)))

    def __reduce__(self) -> tuple[type[CanonicalFile], tuple[Path, str]]:
        return CanonicalFile, (self.file, self.shown)  # another process opens it for itself

    @property
    def report(self) -> ReadReport:
        """What became of the rows of the file that it was made of."""
        return self.head.report

    @property
    def source(self) -> str:
        """The DataSource by which it was read."""
        return self.head.source

    @property
    def rows(self) -> int:
        """How many records it holds."""
        return self.head.rows


class _Columns:
    """
    The columns of one part, each handed out once.

    `asked` are those that parts of the file were asked for before: they are read together, which
    unpacks the lists of a history once for all its columns.
    """

    def __init__(self, parquet: pq.ParquetFile, part: int, asked: dict[str, None]) -> None:
        self._parquet, self._part, self._asked = parquet, part, asked
        self._together = list(asked)
        self._waiting: dict[str, pa.Array] = {}

    def __call__(self, column: str) -> pa.Array:
        """A column, or of a history its lists with (at least) that column of the events."""
        if column not in self._waiting:
            self._read(self._together if column in self._together else [column])
            self._together = []
        self._asked[column] = None
        return self._waiting.pop(column)

    def _read(self, columns: list[str]) -> None:
        table = self._parquet.read_row_group(self._part, columns=columns, use_threads=False)
        for column in columns:
            chunks = table.column("history" if column.startswith(EVENTS) else column)
            whole = chunks.num_chunks == 1
            self._waiting[column] = chunks.chunk(0) if whole else chunks.combine_chunks()


def open_canonical(file: Path, shown: str) -> CanonicalFile:
    """
    The records of a canonical file; `shown` is its name in messages.

    Raises `LocatedError` for a file that is none or is damaged, `EnvironmentFault` for one that
    cannot be opened. A part raises `LocatedError` where its columns hold what they must not.
    """
    with ExitStack() as stack:
        open_regular(stack, file, shown)
    return CanonicalFile(file, shown)


def is_canonical(file: Path) -> bool:
    """Whether a Parquet file says that `slaspec import` made it; False where it is cut off."""
    return file.is_file() and footer.is_sealed(file)


def _require_whole(file: Path, shown: str) -> None:
    with damaged(shown):
        sealed = footer.require_whole(file)
    if not sealed:
        sentence = "this is Parquet, but not the canonical file of a slaspec import"
        raise refusal(shown, f"{sentence} (an export of Parquet is read with format: parquet)")


def _head(metadata: pq.FileMetaData, shown: str) -> Head:
    try:
        return read_head((metadata.metadata or {}).get(KEY, b""))
    except ValueError as error:
        raise refusal(shown, f"this canonical file cannot be used: {error}") from None


def _require_columns(head: Head, schema: pa.Schema, shown: str) -> None:
    wanted = schema_of(head.columns)
    if schema.names != wanted.names:
        raise refusal(shown, "its columns are not those that it says it has")
    for field, one in zip(wanted, schema, strict=True):
        if not one.equals(field):
            raise refusal(shown, f"its column {field.name} is {one.type}, not {field.type}")


def _require_rows(head: Head, metadata: pq.FileMetaData, size: int, shown: str) -> None:
    """No part is larger than ours are, and all of them together are what the file says."""
    packed = rows = 0
    for i in range(metadata.num_row_groups):
        part = metadata.row_group(i)
        columns = [part.column(j) for j in range(part.num_columns)]
        rows += part.num_rows
        packed += sum(column.total_compressed_size for column in columns)
        too_many = any(not 0 <= column.num_values <= MOST_VALUES for column in columns)
        if too_many or not 0 <= part.num_rows <= MOST_ROWS or part.total_byte_size > MOST_BYTES:
            raise refusal(shown, f"part {i + 1} of the file is larger than any that is written")
    if rows != head.rows or rows != metadata.num_rows:
        raise refusal(shown, f"it holds {rows:,} records and says that there are {head.rows:,}")
    if packed > size:
        raise refusal(shown, f"its parts have {packed:,} bytes and the file only {size:,}")
