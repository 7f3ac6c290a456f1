"""
PostgreSQL: one table or view, named by `table` of the DataSource.

Where the server is and who asks is the operator's alone: `--records SOURCE=service=NAME` names a
service of libpq's service file, the password stands in the password file. Nothing of it is in a
contract or on the command line.

The server writes the values as texts (`column::text`, in UTC and ISO form whatever its settings;
a time with a zone ends in `Z`), in one read-only transaction that sees one state of the table,
through a cursor in blocks. A table has no order: rows are sorted by their id, then by their other
texts, and numbered from 1, so that one state is read alike twice; `layout: events` therefore needs
`columns.order`. The digest is that of the rows as read: of the names and of each row as a JSON
array on a line.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.records.reading.mapping import mistake
from slaspec.records.reasons import quoted
from slaspec.records.sources import bounds
from slaspec.records.sources.database import table_of
from slaspec.records.sources.opened import Opened
from slaspec.records.sources.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "postgresql"
RECORDS = None
IS_FILE = False

_SERVICE = re.compile(r"service=([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})", re.ASCII)


def open_table(
    source: DataSource,
    file: Path,
    shown: str,
    progress: Progress | None = None,  # noqa: ARG001  a table has no size to compare it with
) -> PostgresqlTable:
    """The rows of one table."""
    return PostgresqlTable(source, service_in(str(file), source.id), shown)


def service_in(given: str, source: str) -> str:
    """
    The name of the service in `service=NAME`.

    Raises `UsageError` for all else, and does not repeat it: there may be a password in it.
    """
    match = _SERVICE.fullmatch(given)
    if match is None:
        raise UsageError(
            f"the records of '{source}' are in a database: say --records {source}=service=NAME;"
            " the host, the user and the database of NAME stand in the service file"
            " (~/.pg_service.conf), the password in the password file (~/.pgpass), never on the"
            " command line"
        )
    return match[1]


class PostgresqlTable(Opened):
    """
    One table or view, in a transaction of its own.

    Raises `LocatedError` at the DataSource where the table is not there, `EnvironmentFault` where
    the server cannot be reached, refuses, or goes away.
    """

    def __init__(self, source: DataSource, service: str, shown: str) -> None:
        super().__init__(shown)
        self._source, self._service = source, service
        self._table = table_of(source)
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256, as hex digits, of the rows read so far: a JSON array each, names first."""
        return self._hash.hexdigest()

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The number of each row, from 1, and its cells in some columns, from 1."""
        columns = [self._columns[number - 1] for number in numbers]
        for number, column in zip(numbers, columns, strict=True):
            if not column.has_text:
                sentence = f"column {quoted(column.name)} is of type {column.type}, without a text"
                raise self.refusal(sentence, 1, number, "map another, or a view that writes one")
        self._add_to_digest([column.name for column in columns])
        floating = [column.is_floating for column in columns]
        row = 0
        for row, cells in enumerate(self._session.rows(columns), 1):
            if row > bounds.MOST_ROWS:
                sentence = bounds.too_many_rows(f"{quoted(self._source.table or '')} has")
                raise self.refusal(sentence, row, 1, "name a view with fewer")
            texts = _plain(cells, floating) if any(floating) else cells
            self._add_to_digest(texts)
            yield row, texts

    def _open(self, stack: ExitStack) -> None:
        from slaspec.records.sources.postgresql_session import Session

        if self._source.layout == "events" and "order" not in (self._source.columns or {}):
            sentence = "the rows of a database have no order of their own"
            say = "map columns.order to the column that numbers the updates of a record"
            raise mistake(self._source, sentence, say, "columns")
        self._session = Session(stack, self._service, self._table)
        self._columns = self._session.columns()
        if not self._columns:
            named = quoted(self._source.table or "")
            sentence = f"the database of service '{self._service}' has no table or view {named}"
            say = "name it as the database does, with its schema: reporting.incidents"
            raise mistake(self._source, sentence, say, "table")
        self.header = [column.name for column in self._columns]

    def _add_to_digest(self, texts: Sequence[str]) -> None:
        self._hash.update(json.dumps(texts, ensure_ascii=False).encode() + b"\n")


def _plain(cells: Sequence[str], floating: Sequence[bool]) -> tuple[str, ...]:
    each = zip(cells, floating, strict=True)
    return tuple([plain_number(cell) if is_floating else cell for cell, is_floating in each])
