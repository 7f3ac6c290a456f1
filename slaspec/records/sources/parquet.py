"""
Parquet, whoever wrote it: a table whose columns have types.

A cell becomes the text that a CSV file would have: whole numbers and decimals digit by digit, a
number with a floating point as the shortest decimal that is the same number (1.0 is `1`), true
and false, dates and times in ISO form. A time with a zone is an instant and is written in UTC
(`Z`); one without is a wall time of the DataSource's `timezone`. Null is an empty cell. Binary
and nested columns have no text; they are refused where they are mapped. Rows are numbered from 1.

The file is digested, then read in batches of rows, only the columns that are mapped.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from slaspec.records.reasons import quoted
from slaspec.records.sources import bounds
from slaspec.records.sources.opened import Opened
from slaspec.records.sources.whole_files import WholeFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    import pyarrow as pa

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "parquet"
RECORDS = None

BATCH_ROWS = 1 << 15
LARGEST_GROUP_BYTES = 2 << 30
AGAIN = "write it again with a tool for Parquet files"


def open_table(
    _source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> ParquetTable:
    """The rows of one file."""
    return ParquetTable(file, shown, progress)


class ParquetTable(Opened):
    """
    One open Parquet file.

    Raises `LocatedError` (`file:row:column`) where it is none, or says of itself what it cannot
    be; `EnvironmentFault` where it cannot be read, or changes meanwhile.
    """

    def __init__(self, file: Path, shown: str, progress: Progress | None = None) -> None:
        super().__init__(shown)
        self._path, self._progress = file, progress

    @property
    def digest(self) -> str:
        """SHA-256, as hex digits, of the bytes of the file."""
        return self._file.digest

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The number of each row, from 1, and its cells in some columns, from 1."""
        names = [self.header[number - 1] for number in numbers]
        row = 1
        for batch in self._batches(list(dict.fromkeys(names))):
            cells = [self._texts(batch, name, row) for name in names]
            yield from enumerate(zip(*cells, strict=True), row)
            row += batch.num_rows
        if row - 1 != self._metadata.num_rows:
            sentence = f"the file says {self._metadata.num_rows} rows and has {row - 1}"
            raise self.refusal(sentence, row, 1, AGAIN)
        self._file.require_unchanged()

    def _open(self, stack: ExitStack) -> None:
        import pyarrow.parquet as pq

        self._file = WholeFile(stack, self._path, self._shown, self._progress)
        with self._faults_of_parquet():
            parquet = pq.ParquetFile(self._file.binary)
            self._metadata, self._schema = parquet.metadata, parquet.schema_arrow
            self.header = self._schema.names
        self._require_sane()

    def _batches(self, names: list[str]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        with self._faults_of_parquet():
            # Texts stay in dictionaries: one long text in every row costs no memory then.
            texts = [name for name in names if self._schema.field(name).type == pa.string()]
            parquet = pq.ParquetFile(
                self._file.binary,
                metadata=self._metadata,
                read_dictionary=texts,
                pre_buffer=False,
                buffer_size=1 << 20,
                page_checksum_verification=True,
            )
            yield from parquet.iter_batches(BATCH_ROWS, columns=names, use_threads=False)

    def _texts(self, batch: pa.RecordBatch, name: str, row: int) -> list[str]:
        from slaspec.records.arrow_texts import NoTextError, texts_of

        try:
            with self._faults_of_parquet():
                return texts_of(batch.column(name))
        except NoTextError as error:
            line = row + error.position
            sentence = f"column {quoted(name)} {error}"
            help = "write the column as text, or map another"
            raise self.refusal(sentence, line, self.header.index(name) + 1, help) from None

    def _require_sane(self) -> None:
        """What the end of the file says, before anything is read that it announces."""
        rows = self._metadata.num_rows
        if rows > bounds.MOST_ROWS:
            sentence = bounds.too_many_rows("the file announces")
            raise self.refusal(sentence, 1, 1, "split the file, if it really has them")
        groups = map(self._metadata.row_group, range(self._metadata.num_row_groups))
        sizes = [(group.num_rows, group.total_byte_size) for group in groups]
        if sum(size[0] for size in sizes) != rows or any(size[0] < 0 for size in sizes):
            raise self.refusal(f"the file says {rows} rows, its row groups say others", 1, 1, AGAIN)
        if not all(0 <= size[1] <= LARGEST_GROUP_BYTES for size in sizes):
            sentence = f"a row group unpacks to more than {LARGEST_GROUP_BYTES:,} bytes"
            raise self.refusal(sentence, 1, 1, "write the file with smaller row groups")
        if len(set(self.header)) < len(self.header):
            twice = next(name for name in self.header if self.header.count(name) > 1)
            sentence = f"several columns are named {quoted(twice)}"
            raise self.refusal(sentence, 1, 1, "write each column once")

    @contextmanager
    def _faults_of_parquet(self) -> Iterator[None]:
        import pyarrow as pa

        try:
            yield
        except (pa.ArrowException, OSError, ValueError, IndexError, MemoryError) as error:
            said = " ".join(str(error).split())[:200]
            sentence = f"this is no sound Parquet file ({said})"
            raise self.refusal(sentence, 1, 1, AGAIN) from None
