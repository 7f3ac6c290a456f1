"""A real server: what a table says, and every way in which it can say nothing."""

import json
import threading
import time
from pathlib import Path

import psycopg
import pytest

from slaspec.errors import EnvironmentFault, LocatedError, UsageError
from slaspec.language.read import read_text
from slaspec.records.sources import bounds, postgresql_session, read_records

STATES = {"new": ["New"], "active": ["Active"], "closed": ["Closed"]}
COLUMNS = {"id": "number", "at": "Updated at", "state": "state", "order": "seq"}
ROWS = """
CREATE TABLE updates (number text, "Updated at" timestamptz, state text, seq bigint, extra {type});
INSERT INTO updates VALUES
('INC1', '2026-03-02 08:00+01', 'New', 1, {value}),
('INC1', '2026-03-29 02:30+01', 'Active', 2, {value}),
('INC1', '2026-03-29 03:30:00.5+02', 'Closed', 10, {value});
"""
EIGHT = 1772434800  # 2026-03-02T07:00:00Z


def source(**overrides):
    """The smallest DataSource on a table."""
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Incidents",
        "format": "postgresql",
        "table": "updates",
        "layout": "events",
        "timezone": "Europe/Oslo",
        "service": "desk",
        "columns": COLUMNS,
        "states": STATES,
        **overrides,
    }
    document = {key: value for key, value in document.items() if value is not None}
    read = read_text(json.dumps(document, indent=1).encode(), "itsm.yaml")
    assert () == read.findings
    return read.contract


def read(service="desk", **overrides):
    """Tickets and report through a service."""
    given = f"service={service}"
    return read_records(source(**overrides), Path(given), shown=given)


def refusal(kind, service="desk", **overrides):
    """The error that refuses a table."""
    with pytest.raises(kind) as caught:
        read(service, **overrides)
    return caught.value


@pytest.fixture
def database(services, admin):
    """An empty schema; what a test makes in it is gone afterwards."""
    yield admin
    admin.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    admin.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


@pytest.fixture
def updates(database):
    """The table of three updates, with one more column of a type."""

    def make(type="text", value="NULL"):
        database.execute(ROWS.format(type=type, value=value))
        return database

    return make


@pytest.mark.parametrize("service", ["desk", "desk-socket"])
def test_reads_a_table_over_loopback_and_socket(updates, service):
    """Instants are instants, the order is that of the numbers, and the digest that of the rows."""
    updates()

    tickets, report = read(service)

    assert [EIGHT, 1774747800, 1774747800] == tickets.history.at.tolist()
    assert [0, 2, 7] == tickets.history.state.tolist()
    assert (3, 1, 1) == (report.rows_read, report.tickets_read, report.tickets_used)
    assert 64 == len(report.digest)


def test_the_digest_is_that_of_the_rows_not_of_their_place(updates):
    """A table that was rewritten in another order says the same; another cell does not."""
    admin = updates()
    _, first = read()
    admin.execute("CREATE TABLE moved AS SELECT * FROM updates ORDER BY seq DESC")
    _, moved = read(table="public.moved")
    admin.execute("UPDATE moved SET number = 'INC2' WHERE seq = 2")
    _, changed = read(table="moved")

    assert first.digest == moved.digest
    assert first.digest != changed.digest


def test_settings_of_the_server_and_the_user_change_nothing(updates):
    """Zone, style of dates and digits are those of the session."""
    admin = updates("float8", "0.1")
    expected = read(columns={**COLUMNS, "extra": "extra"})[1].digest
    settings = {
        "timezone": "'Asia/Kolkata'",
        "datestyle": "'SQL, DMY'",
        "extra_float_digits": "-10",
    }
    try:
        for name, value in settings.items():
            admin.execute(f"ALTER ROLE admin SET {name} = {value}")
        assert expected == read(columns={**COLUMNS, "extra": "extra"})[1].digest
    finally:
        admin.execute("ALTER ROLE admin RESET ALL")


@pytest.mark.parametrize(
    ("type", "value", "text"),
    [
        ("text", "'Ærø'", "Ærø"),
        ("text", "NULL", ""),
        ("numeric", "1.50", "1.50"),
        ("bigint", "9223372036854775807", "9223372036854775807"),
        ("float8", "1", "1"),
        ("float8", "1e20", "1" + "0" * 20),
        ("float4", "0.1", "0.1"),
        ("boolean", "true", "true"),
        ("uuid", "'00000000-0000-0000-0000-000000000001'", "00000000-0000-0000-0000-000000000001"),
        ("date", "'2026-03-02'", "2026-03-02"),
        ("timestamp", "'2026-03-02 08:00'", "2026-03-02 08:00:00"),
        ("timestamptz", "'2026-03-02 08:00+01'", "2026-03-02 07:00:00Z"),
        ("interval", "'90 minutes'", "PT1H30M"),
        ("jsonb", """'{"a": 1}'""", '{"a": 1}'),
        ("char(5)", "'ab'", "ab"),
    ],
)
def test_a_value_is_the_text_that_the_server_writes(updates, type, value, text):
    """In UTC and ISO form, numbers with their digits."""
    updates(type, value)

    assert [text] == read(columns={**COLUMNS, "extra": "extra"})[0].fields["extra"]


@pytest.mark.parametrize("type", ["bytea", "integer[]", "money", "updates_state"])
def test_a_type_without_one_text_is_refused_where_it_is_mapped(updates, type):
    """Binary, lists, records, and money, whose text depends on the server's locale."""
    if type == "updates_state":
        updates().execute("CREATE TYPE updates_state AS (a int); DROP TABLE updates")
    else:
        updates().execute("DROP TABLE updates")
    updates(type)

    error = refusal(LocatedError, columns={**COLUMNS, "extra": "extra"})

    assert error.message.startswith("column 'extra' is of type ")
    assert "service=desk:1:5" == error.at
    assert 3 == read()[1].rows_read


def test_names_are_identifiers_and_never_sql(updates):
    """Quotes, spaces and semicolons in a name."""
    name = 'x"; DROP TABLE updates; --'
    quoted = name.replace('"', '""')
    updates().execute(f'CREATE VIEW v AS SELECT *, 7 AS "{quoted}" FROM updates')

    tickets, _ = read(table="v", columns={**COLUMNS, "extra": name})

    assert (["7"], 3) == (tickets.fields["extra"], read()[1].rows_read)


def test_rows_come_in_blocks_and_one_state(updates, monkeypatch):
    """What others commit meanwhile is not seen."""
    monkeypatch.setattr(postgresql_session, "BLOCK_ROWS", 1)
    admin = updates()
    from slaspec.records.sources import postgresql

    with postgresql.open_table(source(), Path("service=desk"), "service=desk") as table:
        rows = table.rows([1, 4])
        first = next(rows)
        admin.execute("DELETE FROM updates")
        assert [("INC1", "1"), ("INC1", "10"), ("INC1", "2")] == [
            cells for _, cells in (first, *rows)
        ]


@pytest.mark.parametrize("table", ["update", "nowhere.updates", "Updates"])
def test_an_unknown_table_is_a_mistake_of_the_contract(updates, table):
    """The place is the key of the DataSource."""
    updates()

    error = refusal(LocatedError, table=table)

    assert f"no table or view '{table}'" in error.message
    assert error.at.startswith("itsm.yaml:")


def test_a_missing_column_is_refused_with_the_nearest(updates):
    """As in a header of a file."""
    updates()

    error = refusal(LocatedError, columns={**COLUMNS, "at": "updated_at"})

    assert "the header has no column 'updated_at' (for at)" == error.message


def test_events_without_an_order_are_a_mistake_of_the_contract(updates):
    """A table has no order of its own; which update was last would be chance."""
    updates()
    columns = {key: name for key, name in COLUMNS.items() if key != "order"}

    error = refusal(LocatedError, columns=columns)

    assert "DataSource itsm: the rows of a database have no order of their own" == error.message


def test_a_user_without_the_right_is_told(updates):
    """It is for the operator to grant it."""
    updates()

    error = refusal(EnvironmentFault, "desk-reader")

    assert "the user of the service may not read 'updates' of service 'desk-reader'" in str(error)


def test_rows_that_a_policy_hides_are_not_missed_silently(updates):
    """Row security makes a table shorter; here it is an error."""
    admin = updates()
    admin.execute("GRANT SELECT ON updates TO reader")
    assert 3 == read("desk-reader")[1].rows_read
    admin.execute("ALTER TABLE updates ENABLE ROW LEVEL SECURITY")

    assert "row-level security" in str(refusal(EnvironmentFault, "desk-reader"))


@pytest.mark.parametrize(
    ("service", "says"), [("desk-down", "Connection refused"), ("desk-unknown", "desk-unknown")]
)
def test_a_server_that_does_not_answer_is_an_environment_fault(services, service, says):
    """Down, or a service that nobody has defined."""
    error = refusal(EnvironmentFault, service)

    assert str(error).startswith(f"the database of service '{service}' cannot be reached: ")
    assert says in str(error)
    assert "\n" not in str(error)


def test_a_wrong_password_is_an_environment_fault_without_it(services, monkeypatch):
    """What is said names nobody's secret."""
    monkeypatch.setenv("PGPASSWORD", "guessed")

    error = refusal(EnvironmentFault, "desk")

    assert "password authentication failed" in str(error)
    assert "guessed" not in str(error)


def test_a_connection_that_is_cut_ends_with_nothing_computed(updates, monkeypatch):
    """In the middle of the rows."""
    monkeypatch.setattr(postgresql_session, "BLOCK_ROWS", 1)
    admin = updates()
    from slaspec.records.sources import postgresql

    with postgresql.open_table(source(), Path("service=desk"), "service=desk") as table:
        rows = table.rows([1, 4])
        next(rows)
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'slaspec'"
        )
        with pytest.raises(EnvironmentFault, match="the connection broke while 'updates' of"):
            list(rows)


def test_a_statement_that_takes_too_long_is_stopped(updates, monkeypatch):
    """By the server itself."""
    shorter = postgresql_session._SETTINGS.replace("10min", "200ms")
    monkeypatch.setattr(postgresql_session, "_SETTINGS", shorter)
    updates().execute(
        "CREATE VIEW slow AS SELECT number || pg_sleep(60)::text AS number,"
        ' "Updated at", state, seq FROM updates'
    )

    assert "the server did not give 'slow' of service 'desk' in time" in str(
        refusal(EnvironmentFault, table="slow")
    )


def test_a_table_that_is_locked_is_not_waited_for(updates, monkeypatch, server):
    """Some seconds, then a name for it."""
    shorter = postgresql_session._SETTINGS.replace("10s", "200ms")
    monkeypatch.setattr(postgresql_session, "_SETTINGS", shorter)
    updates()
    with psycopg.connect(service="desk") as other:
        other.execute("LOCK TABLE updates IN ACCESS EXCLUSIVE MODE")
        error = refusal(EnvironmentFault)

    assert "lock" in str(error)


def test_a_view_that_fails_and_one_that_never_ends_are_named(updates, monkeypatch):
    """An error of the server in the middle; more rows than any export."""
    admin = updates()
    view = 'SELECT number, "Updated at", state, {} AS seq FROM updates'
    admin.execute("CREATE VIEW failing AS " + view.format("1 / (seq - 2)"))
    admin.execute("CREATE VIEW long AS " + view.format("g") + ", generate_series(1, 9000) g")
    monkeypatch.setattr(bounds, "MOST_ROWS", 5000)

    assert "the server cannot read 'failing' of service 'desk': division by zero" == str(
        refusal(EnvironmentFault, table="failing")
    )
    assert "'long' has more than 5,000 rows" == refusal(LocatedError, table="long").message


def test_nothing_can_be_written_through_a_view(updates):
    """The transaction is read-only, whatever functions a view calls."""
    admin = updates()
    admin.execute(
        "CREATE FUNCTION spoil() RETURNS text LANGUAGE plpgsql VOLATILE AS"
        " $$ BEGIN DELETE FROM updates; RETURN 'x'; END $$"
    )
    admin.execute(
        'CREATE VIEW hostile AS SELECT spoil() AS number, "Updated at", state, seq FROM updates'
    )

    assert "read-only transaction" in str(refusal(EnvironmentFault, table="hostile"))
    assert 3 == read()[1].rows_read


@pytest.mark.parametrize(
    "given",
    [
        "host=db user=me password=secret",
        "postgresql://me:secret@db/desk",
        "service=desk password=secret",
        "service=",
        "service=../secret",
        "secret.db",
    ],
)
def test_a_connection_is_named_by_its_service_only(given):
    """Anything else is refused with what to do, and is not repeated: it may hold a password."""
    with pytest.raises(UsageError) as caught:
        read_records(source(), Path(given), shown=given)

    assert "say --records itsm=service=NAME" in str(caught.value)
    assert "never on the command line" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_connection_is_closed_with_its_table(updates):
    """Whether the rows were all read or not."""
    admin = updates()
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'slaspec'"
    read()
    refusal(LocatedError, table="nothing")

    for _ in range(100):
        if admin.execute(count).fetchone() == (0,):
            break
        time.sleep(0.05)
    assert (0,) == admin.execute(count).fetchone()


def test_services_are_read_side_by_side(updates):
    """Sessions share nothing."""
    updates()
    digests = []
    threads = [threading.Thread(target=lambda: digests.append(read()[1].digest)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 4 == len(digests)
    assert 1 == len(set(digests))
