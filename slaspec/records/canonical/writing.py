"""Records to a canonical file: whole or not at all, and the same bytes for the same input."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from slaspec.errors import EnvironmentFault
from slaspec.records.canonical import footer
from slaspec.records.canonical.arrays import arrow_table, names_of
from slaspec.records.canonical.head import KEY, Head, mapping_of
from slaspec.records.canonical.layout import CODE, EVENTS, INSTANT, SMALL_CODE, table_of
from slaspec.records.tables import Records

if TYPE_CHECKING:
    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import ReadReport

ROWS_IN_PART = 1 << 18  # of 2^16 to 2^20 as fast to read as any, and small enough to hold
EVENTS_IN_PART = 1 << 22


def write_canonical(
    file: Path,
    source: DataSource,
    parts: Iterable[Records],
    report: ReadReport,
    rows_in_part: int = ROWS_IN_PART,
) -> None:
    """
    Write records, in parts of any size that all have the same names, by way of a temporary file.

    `report` is that of reading them: it says how many there are. Raises `EnvironmentFault` where
    the file cannot be written; the old one then stays as it was.
    """
    remaining = iter(parts)
    first = next(remaining)
    head = Head(
        source=source.id,
        table=table_of(first),
        kind=first.kind,
        columns=tuple(arrow_table(first).column_names),
        names=names_of(first),
        mapping=mapping_of(source),
        report=report,
    )
    tables = (_same_names(part, head) for part in chain([first], remaining))
    try:
        _write(file, head, _cut(tables, rows_in_part))
    except OSError as error:
        raise EnvironmentFault(f"'{file}' cannot be written: {error.strerror or error}") from None


def _same_names(part: Records, head: Head) -> pa.Table:
    assert names_of(part) == head.names
    return arrow_table(part)


def _cut(tables: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """Tables of this many rows, the last one of fewer; at least one, of no rows if need be."""
    waiting: pa.Table | None = None
    for table in tables:
        waiting = table if waiting is None else pa.concat_tables([waiting, table])
        while len(waiting) > size:
            yield from _with_few_events(waiting.slice(0, size))
            waiting = waiting.slice(size)
    assert waiting is not None
    yield from _with_few_events(waiting)


def _with_few_events(table: pa.Table) -> Iterator[pa.Table]:
    """The table, or halves of it where its histories are long."""
    if "history" in table.column_names and len(table) > 1:
        events = sum(len(chunk.flatten()) for chunk in table["history"].chunks)
        if events > EVENTS_IN_PART:
            half = len(table) // 2
            yield from _with_few_events(table.slice(0, half))
            yield from _with_few_events(table.slice(half))
            return
    yield table


def _write(file: Path, head: Head, tables: Iterator[pa.Table]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary, rows = Path(name), 0
    try:
        with os.fdopen(handle, "w+b") as stream:
            first = next(tables)
            with _writer(stream, first.schema) as parquet:
                for table in chain([first], tables):
                    parquet.write_table(table, row_group_size=max(1, len(table)))
                    rows += len(table)
                parquet.add_key_value_metadata({KEY: head.text(), footer.KEY: footer.UNSEALED})
            assert rows == head.rows
            footer.seal(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    finally:  # also when interrupted
        temporary.unlink(missing_ok=True)


def _writer(stream: object, schema: pa.Schema) -> pq.ParquetWriter:
    """
    Codes in dictionaries, instants as differences, a checksum on every page.

    Nothing of Arrow's own is stored: the types are those of Parquet, for any other reader too.
    """
    plain = {field.name for field in schema if field.type == INSTANT}
    instants = {*plain, *({f"{EVENTS}at"} if "history" in schema.names else set())}
    coded = [field.name for field in schema if field.type in (CODE, SMALL_CODE)]
    if "history" in schema.names:
        coded += [EVENTS + key for key in ("state", "priority", "group")]
    texts = [field.name for field in schema if field.type == pa.string() and field.name != "id"]
    return pq.ParquetWriter(
        stream,
        schema,
        compression="zstd",
        use_dictionary=[*coded, *texts],
        column_encoding=dict.fromkeys(sorted(instants), "DELTA_BINARY_PACKED"),
        write_page_checksum=True,
        store_schema=False,
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
