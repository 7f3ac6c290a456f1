"""One read-only transaction of a PostgreSQL server: the columns and the rows of a table."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack

    import psycopg
    from psycopg import sql

CONNECT_SECONDS = 10
BLOCK_ROWS = 2000
_SETTINGS = """
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL extra_float_digits = 1;
SET LOCAL statement_timeout = '10min';
SET LOCAL lock_timeout = '10s';
SET LOCAL row_security = off;
"""  # without row security: a policy that hides rows is an error, not a shorter table
_COLUMNS = """
SELECT a.attname, b.typname, b.typcategory
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
WHERE c.oid = pg_catalog.to_regclass(%s) AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
ORDER BY a.attnum
"""
_ARRAY, _COMPOSITE, _PSEUDO = "A", "C", "P"


class ServerColumn(NamedTuple):
    """A column of the table: its name, its type (that of the domain's values), and its class."""

    name: str
    type: str
    category: str

    @property
    def has_text(self) -> bool:
        """Whether its values have one text, whatever the settings of the server."""
        several = self.category in (_ARRAY, _COMPOSITE, _PSEUDO)
        return not several and self.type not in ("bytea", "money")

    @property
    def is_floating(self) -> bool:
        """Whether its values are binary floating point numbers."""
        return self.type in ("float4", "float8")

    def text(self) -> sql.Composed:
        """The SQL of its text: empty for NULL, an instant in UTC with `Z`."""
        from psycopg import sql

        form = "replace({}::text, '+00', 'Z')" if self.type == "timestamptz" else "{}::text"
        return sql.SQL(f"coalesce({form}, '')").format(sql.Identifier(self.name))


class Session:
    """
    A connection that is closed with the stack, and one table.

    Raises `EnvironmentFault` where the server cannot be reached, refuses, or goes away;
    `UsageError` where psycopg is not installed.
    """

    def __init__(self, stack: ExitStack, service: str, table: Sequence[str]) -> None:
        self._service, self._table = service, table
        self._connection = self._connected(stack)

    def columns(self) -> list[ServerColumn]:
        """The columns of the table in its order; none where there is no such table."""
        from psycopg import sql

        with self._faults():
            self._connection.execute(_SETTINGS)
            name = sql.Identifier(*self._table).as_string(self._connection)
            found = self._connection.execute(_COLUMNS, [name]).fetchall()
        return [ServerColumn(*column) for column in found]

    def rows(self, columns: Sequence[ServerColumn]) -> Iterator[tuple[str, ...]]:
        """The texts of all rows, sorted by all of them."""
        from psycopg import sql

        texts = [column.text() for column in columns]
        query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            sql.SQL(", ").join(texts),
            sql.Identifier(*self._table),
            sql.SQL(", ").join(sql.SQL('{} COLLATE "C"').format(text) for text in texts),
        )
        with self._faults(), self._connection.cursor(name="slaspec_rows") as cursor:
            cursor.execute(query)
            while block := cursor.fetchmany(BLOCK_ROWS):
                yield from block

    def _connected(self, stack: ExitStack) -> psycopg.Connection:
        try:
            import psycopg
        except ImportError:
            raise UsageError(
                "the client of PostgreSQL is not installed: pip install 'slaspec[postgresql]'"
            ) from None
        try:
            connection = psycopg.connect(
                service=self._service,
                connect_timeout=CONNECT_SECONDS,
                client_encoding="UTF8",
                application_name="slaspec",
            )
        except psycopg.Error as error:
            said = _said(error)
            raise EnvironmentFault(
                f"the database of service '{self._service}' cannot be reached: {said}"
            ) from None
        stack.callback(connection.close)
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the server says against it, as the fault of who runs it: nothing was computed."""
        import psycopg
        from psycopg import errors

        table = f"'{'.'.join(self._table)}' of service '{self._service}'"
        try:
            yield
        except errors.InsufficientPrivilege as error:
            fault = f"the user of the service may not read {table}: {_said(error)}"
        except errors.QueryCanceled as error:
            fault = f"the server did not give {table} in time: {_said(error)}"
        except psycopg.OperationalError as error:
            fault = f"the connection broke while {table} was read: {_said(error)}; run it again"
        except psycopg.Error as error:
            fault = f"the server cannot read {table}: {_said(error)}"
        else:
            return
        raise EnvironmentFault(fault)


def _said(error: psycopg.Error) -> str:
    """What libpq or the server says, on one line."""
    return " ".join((error.diag.message_primary or str(error)).split())[:300]
