"""
SQLite databases: one table or view, named by `table` of the DataSource.

Values become texts as they are stored: whole numbers digit by digit, a floating point number as
the shortest decimal that is the same number (1.0 is `1`), NULL as an empty cell. A BLOB is
refused where it is mapped. Rows are those of the table in its own order, numbered from 1; those
of a view come as the view gives them.

The file is read only: no statement but one SELECT is allowed, no other file is attached, nothing
is loaded, and a view that never ends is stopped. What another program has not yet written into the
file (a journal beside it) refuses it, because the digest would be that of another state.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from slaspec.errors import EnvironmentFault
from slaspec.records.reading.mapping import mistake
from slaspec.records.reasons import quoted
from slaspec.records.sources import bounds
from slaspec.records.sources.database import table_of
from slaspec.records.sources.opened import Opened
from slaspec.records.sources.plain_numbers import plain_number
from slaspec.records.sources.whole_files import WholeFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "sqlite"
RECORDS = None

MAGIC = b"SQLite format 3\0"
BLOCK_ROWS = 4096
STEPS_AT_ONCE = 1_000_000
MOST_STEPS = 20_000_000_000  # of the machine of SQLite, for one block of rows: some minutes
MOST_SHOWN = 40
_LOOK = "look at the table with the tool that wrote it"
_OF_THE_SYSTEM = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
)
_REFUSALS = {
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", "restore it, or export it again"),
    sqlite3.SQLITE_NOTADB: ("this is no SQLite database", "name the file of the database itself"),
    sqlite3.SQLITE_INTERRUPT: ("the view has not ended after a long time", "store its rows first"),
    sqlite3.SQLITE_AUTH: ("the view does more than read", "store its rows in a table first"),
    sqlite3.SQLITE_TOOBIG: (f"a cell is longer than {bounds.LONGEST_CELL:,} bytes", _LOOK),
}
# What stands beside a database while its last changes are not in it yet, by how it begins.
_JOURNALS = {"-journal": (b"\xd9\xd5\x05\xf9",), "-wal": (b"7\x7f\x06\x82", b"7\x7f\x06\x83")}
_ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> SqliteTable:
    """The rows of one table."""
    return SqliteTable(source, file, shown, progress)


class SqliteTable(Opened):
    """
    One open table or view.

    Raises `LocatedError` where the file is no such database or the table is not in it,
    `EnvironmentFault` where it cannot be read: another program is writing it, say.
    """

    def __init__(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> None:
        super().__init__(shown)
        self._source, self._path, self._progress = source, file, progress
        self._name = ".".join(map(_identifier, table_of(source)))
        self._steps = 0

    @property
    def digest(self) -> str:
        """SHA-256, as hex digits, of the bytes of the file."""
        return self._file.digest

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The number of each row, from 1, and its cells in some columns, from 1."""
        names = [self.header[number - 1] for number in numbers]
        columns = ", ".join(map(_identifier, names))
        # By an index the rows of a table would come in the order of the index.
        statement = f"SELECT {columns} FROM {self._name} NOT INDEXED"  # noqa: S608  all quoted
        row = 0
        with self._faults_of_sqlite(lambda: row + 1):
            cursor = self._connection.execute(statement)
            while block := list(islice(cursor, BLOCK_ROWS)):
                self._steps = 0
                for row, cells in enumerate(block, row + 1):  # noqa: B020
                    yield row, self._texts(row, numbers, cells)
                if row > bounds.MOST_ROWS:
                    sentence = bounds.too_many_rows(f"{quoted(self._source.table or '')} has")
                    raise self.refusal(sentence, row, 1, "look at the view, or split the table")
        self._file.require_unchanged()

    def _open(self, stack: ExitStack) -> None:
        # Opened first and so closed last: closing a file gives up SQLite's locks on it.
        self._file = WholeFile(stack, self._path, self._shown, self._progress)
        self._require_database()
        with self._faults_of_sqlite(lambda: 1):
            self._connection = self._connected(stack)
            self.header = self._columns()
        self._file.require_unchanged()  # from here on the lock of the open transaction holds

    def _require_database(self) -> None:
        if not self._file.begin.startswith(MAGIC):
            sentence = "this is no SQLite database" if self._file.size else "the file is empty"
            raise self.refusal(sentence, 1, 1, "name the file of the database itself")
        for ending, begins in _JOURNALS.items():
            journal = self._path.with_name(self._path.name + ending)
            if journal.is_file() and _begin(journal) in begins:
                raise EnvironmentFault(
                    f"{self._shown} has changes that are only in {self._shown}{ending} yet;"
                    " close the program that writes it, or read a copy made by VACUUM INTO"
                )

    def _connected(self, stack: ExitStack) -> sqlite3.Connection:
        """A connection that can read and do nothing else."""
        # A database in WAL mode would write files beside itself when it is opened.
        frozen = "&immutable=1" if 2 in self._file.begin[18:20] else ""
        place = f"file:{quote(str(self._path.absolute()))}?mode=ro{frozen}"
        connection = sqlite3.connect(place, uri=True, isolation_level=None, timeout=1)
        stack.callback(connection.close)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, bounds.LONGEST_CELL)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("BEGIN")
        connection.set_authorizer(_only_reads)
        connection.set_progress_handler(self._is_endless, STEPS_AT_ONCE)
        return connection

    def _columns(self) -> list[str]:
        statement = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        tables = [name for (name,) in self._connection.execute(statement)]
        names = table_of(self._source)
        if names[:-1] not in ((), ("main",)) or names[-1] not in tables:
            shown = ", ".join(map(quoted, tables[:MOST_SHOWN])) or "none"
            sentence = f"the database has no table {quoted('.'.join(names))}"
            raise mistake(self._source, sentence, f"its tables and views are: {shown}", "table")
        cursor = self._connection.execute(f"SELECT * FROM {self._name} LIMIT 0")  # noqa: S608
        return [column[0] for column in cursor.description]

    def _texts(self, row: int, numbers: Sequence[int], cells: Sequence[object]) -> tuple[str, ...]:
        try:
            return tuple([_text(cell) for cell in cells])
        except _NoTextError as error:
            number = next(n for n, cell in zip(numbers, cells, strict=True) if cell is error.cell)
            sentence = f"column {quoted(self.header[number - 1])} {error.sentence}"
            raise self.refusal(sentence, row, number, "store text there, or map another") from None

    def _is_endless(self) -> bool:
        self._steps += STEPS_AT_ONCE
        return self._steps > MOST_STEPS

    @contextmanager
    def _faults_of_sqlite(self, row: Callable[[], int]) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, MemoryError) as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in _OF_THE_SYSTEM:
                said = f"{self._shown} cannot be read: {error}"
                raise EnvironmentFault(f"{said}; is another program writing it?") from None
            sentence, help = _REFUSALS.get(code, (f"the table cannot be read ({error})", _LOOK))
            raise self.refusal(sentence, row(), 1, help) from None


class _NoTextError(Exception):
    def __init__(self, sentence: str, cell: object) -> None:
        super().__init__(sentence)
        self.sentence, self.cell = sentence, cell


def _text(cell: object) -> str:
    if isinstance(cell, str):
        if "\0" in cell:
            raise _NoTextError("contains a NUL character", cell)
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bytes):
        raise _NoTextError("contains a BLOB, which has no text", cell)
    return plain_number(str(cell))


def _identifier(name: str) -> str:
    """A name as SQL reads it, whatever is in it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _only_reads(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _begin(file: Path) -> bytes:
    with file.open("rb") as binary:
        return binary.read(4)
