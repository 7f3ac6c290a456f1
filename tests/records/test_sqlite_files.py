"""SQLite: a table or a view, read only; whatever is stored in it, nothing else happens."""

import hashlib
import sqlite3

import pytest

from slaspec.errors import EnvironmentFault, LocatedError
from slaspec.records.sources import bounds, read_records, sqlite

TABLE = "CREATE TABLE updates (number TEXT, state TEXT, updated TEXT, seq INTEGER)"
ROWS = (
    "INSERT INTO updates VALUES ('INC1', 'New', '2026-03-02T08:00Z', 1),"
    " ('INC1', 'Closed', '2026-03-02T09:00Z', 2)"
)
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
CELLS = "SELECT 'INC1' AS number, 'New' AS state, '2026-03-02T08:00Z' AS updated, {} AS seq"


@pytest.fixture
def database(tmp_path):
    """A file made by some statements."""

    def make(*statements):
        file = tmp_path / "desk.db"
        connection = sqlite3.connect(file)
        for statement in (TABLE, ROWS, *statements):
            connection.execute(statement)
        connection.commit()
        connection.close()
        return file

    return make


@pytest.fixture
def read_table(source):
    """Tickets and report of a table."""

    def read(file, table="updates", **overrides):
        given = source(format="sqlite", table=table, **overrides)
        return read_records(given, file, shown="desk.db")

    return read


@pytest.fixture
def refusal(read_table):
    """The error that refuses a table."""

    def refuse(file, table="updates", kind=LocatedError, **overrides):
        with pytest.raises(kind) as caught:
            read_table(file, table, **overrides)
        return caught.value

    return refuse


def test_reads_a_table_and_digests_the_file(database, read_table, rows_of):
    """Two updates of one ticket; the file is as it was, and nothing stands beside it."""
    file = database()
    before = file.read_bytes()

    tickets, report = read_table(file)

    [shown] = rows_of(tickets).values()
    assert [(1772438400, 0), (1772442000, 7)] == [event[:2] for event in shown["events"]]
    assert (2, hashlib.sha256(before).hexdigest()) == (report.rows_read, report.digest)
    assert (before, [file]) == (file.read_bytes(), list(file.parent.iterdir()))


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("9223372036854775807", "9223372036854775807"),
        ("1.0", "1"),
        ("0.1", "0.1"),
        ("1e20", "1" + "0" * 20),
        ("'1.50'", "1.50"),
        ("NULL", ""),
        ("'Ærø'", "Ærø"),
    ],
)
def test_a_stored_value_is_its_text(database, read_table, stored, text):
    """As it is stored, whatever the column was declared to be."""
    file = database(f"CREATE TABLE typed AS SELECT *, {stored} AS extra FROM updates")

    assert [text] == read_table(file, "typed", more={"extra": "extra"})[0].fields["extra"]


def test_rows_are_in_the_order_of_the_table(database, read_table, rows_of):
    """Not in that of an index that happens to hold all the columns."""
    columns = {"id": "number", "at": "updated", "state": "state"}
    file = database("CREATE INDEX every ON updates (number, state, updated)")

    [shown] = rows_of(read_table(file, columns=columns)[0]).values()

    assert [0, 7] == [event[1] for event in shown["events"]]


def test_names_of_tables_and_columns_are_quoted(database, read_table):
    """Whatever is in them is a name, and never SQL."""
    name = 'a"b]; DROP TABLE updates --'
    quoted = name.replace('"', '""')
    file = database(f'CREATE VIEW v AS SELECT *, 7 AS "{quoted}" FROM updates')

    tickets, _ = read_table(file, "main.v", more={"extra": name})

    assert ["7"] == tickets.fields["extra"]


def test_a_view_may_order_its_rows(database, read_table):
    """It is the place for all that is more than a table."""
    file = database("CREATE VIEW latest AS SELECT * FROM updates ORDER BY seq DESC")

    assert 2 == read_table(file, "latest")[1].rows_read


@pytest.mark.parametrize("table", ["update", "temp.updates", "other.updates"])
def test_a_table_that_is_not_there_is_a_mistake_of_the_contract(database, refusal, table):
    """The place is the key; the help says which there are."""
    error = refusal(database(), table)

    assert f"DataSource itsm: the database has no table '{table}'" == error.message
    assert ("itsm.yaml", "its tables and views are: 'updates'") == (
        error.at.split(":")[0],
        error.help,
    )


def test_a_source_without_a_table_is_a_mistake_of_the_contract(database, refusal):
    """Nobody guesses."""
    error = refusal(database(), None)

    assert "nothing says which table of the database holds the records" in error.message


def test_a_column_that_is_not_there_is_refused_with_the_nearest(database, refusal):
    """A quoted name that is no column would be a text to SQLite: it is never asked."""
    error = refusal(database(), more={"closed": "update"})

    assert "the header has no column 'update' (for closed)" == error.message
    assert "did you mean 'updated' for 'update'?" == error.help


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (f"{ENDLESS} {CELLS.format('x')} FROM n", "'v' has more than 5,000 rows"),
        (f"{ENDLESS} {CELLS.format('x')} FROM n WHERE x < 0", "the view has not ended after a lon"),
        (CELLS.format("zeroblob(100000000)"), "a cell is longer than 16,777,216 bytes"),
        (CELLS.format("load_extension('x')"), "the table cannot be read (unsafe use of load_ext"),
        (CELLS.format("x'00'"), "column 'seq' contains a BLOB, which has no text"),
        (CELLS.format("'1' || char(0)"), "column 'seq' contains a NUL character"),
        (CELLS.format("CAST(x'ff' AS TEXT)"), "the table cannot be read (Could not decode"),
        (CELLS.format("1") + " FROM nowhere", "the table cannot be read (no such table"),
    ],
)
def test_a_hostile_view_is_stopped(database, refusal, monkeypatch, view, message):
    """It ends, within bounds, with a name for what it did."""
    monkeypatch.setattr(bounds, "MOST_ROWS", 5000)
    monkeypatch.setattr(sqlite, "MOST_STEPS", 3_000_000)

    error = refusal(database(f"CREATE VIEW v AS {view}"), "v")

    assert error.message.startswith(message)
    assert error.at.startswith("desk.db:")
    assert error.help


def test_a_database_that_is_written_is_not_read(database, refusal):
    """A lock, a journal, a write-ahead log: the digest would be that of another state."""
    file = database()
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    locked = refusal(file, kind=EnvironmentFault)
    writer.execute("ROLLBACK")
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute(ROWS)
    logged = refusal(file, kind=EnvironmentFault)
    writer.close()

    assert "desk.db cannot be read: database is locked" in str(locked)
    assert "desk.db has changes that are only in desk.db-wal yet" in str(logged)


def test_a_crashed_writer_leaves_a_journal_that_is_not_replayed(database, refusal, tmp_path):
    """Reading does not repair: that would write."""
    file = database()
    tmp_path.joinpath("desk.db-journal").write_bytes(
        bytes.fromhex("d9d505f920a163d7") + b"\0" * 504
    )

    error = refusal(file, kind=EnvironmentFault)

    assert "desk.db has changes that are only in desk.db-journal yet" in str(error)


def test_a_closed_write_ahead_database_is_read_without_writing(database, read_table):
    """No file is made beside it."""
    file = database("PRAGMA user_version = 1")
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()

    assert 2 == read_table(file)[1].rows_read
    assert [file] == list(file.parent.iterdir())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b: b"", "the file is empty"),
        (lambda b: b"PK\3\4" + b"\0" * 99, "this is no SQLite database"),
        (lambda b: b[:3000], "the database is damaged"),
        (lambda b: b[:4096] + b"\xff" * (len(b) - 4096), "the database is damaged"),
    ],
)
def test_a_damaged_file_is_refused(database, refusal, change, message):
    """By name, with a place."""
    file = database()
    file.write_bytes(change(file.read_bytes()))

    assert ("desk.db:1:1", message) == (refusal(file).at, refusal(file).message)


def test_a_gap_in_a_row_is_a_named_row(database, refusal, read_table):
    """The row of a fault is its number in the table."""
    file = database("INSERT INTO updates VALUES ('INC2', 'Odd', '2026-03-02T09:00Z', 1)")

    _, report = read_table(file)

    assert ["desk.db:3:2"] == [str(finding.span) for finding in report.findings]
