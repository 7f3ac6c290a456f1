"""The same rows from a server: the same statement, and what an operator types and sees."""

import csv
import json
from pathlib import Path

import pytest

from slaspec.cli import run
from slaspec.records.sources import read_records
from slaspec.use_cases.demo import AGREEMENT, HOME, PERIOD, SOURCE
from slaspec.use_cases.load import load
from tests.records.conftest import source  # noqa: F401  a fixture
from tests.records.table_formats import create
from tests.records.test_one_table_many_formats import (
    HEADER,
    LEFT_OUT,
    MAPPING,
    ROWS,
    TYPES,
    demo_in,
    statement,
)


@pytest.fixture
def filled(admin, services):
    """A table of rows, with types; gone afterwards."""

    def fill(header, rows, types=None):
        admin.execute(create(header, types))
        nulls = [[cell or None for cell in row] for row in rows]
        with admin.cursor().copy("COPY updates FROM STDIN") as copy:
            for row in nulls:
                copy.write_row(row)

    yield fill
    admin.execute("DROP TABLE updates")


def test_a_statement_does_not_depend_on_the_server(filled, tmp_path):
    """The bundled month from a table with integers, booleans and times."""
    book, header, rows = demo_in("postgresql", tmp_path)
    filled(header, rows, TYPES)
    expected = statement(load(HOME / "contracts", "contracts"), HOME / "records" / "tickets.csv")

    assert expected == statement(book, "service=desk")


def test_every_fault_of_a_row_is_counted(filled, source):
    """As in every other format; nothing is lost."""
    filled(HEADER, ROWS)
    given = source(format="postgresql", table="updates", **{**MAPPING, "service": None})

    tickets, report = read_records(given, Path("service=desk"), shown="service=desk")

    assert {"INC1", "INC2", "INC13", 'Ærø, "14"\n15'} == set(tickets.ids)
    assert (LEFT_OUT, 17) == (report.excluded, report.rows_read)
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())


def preview(folder, records, *more):
    """The exit code of a preview of the bundled month."""
    return run(
        [
            *("preview", AGREEMENT, PERIOD, "--contracts", str(folder / "contracts")),
            *("--records", f"{SOURCE}={records}", "--as-of", "2026-04-20", *more),
        ]
    )


def test_the_command_names_a_service(filled, tmp_path, capsys):
    """The statement shows the service, and the digest of its rows."""
    _, header, rows = demo_in("postgresql", tmp_path)
    filled(header, rows, TYPES)

    code = preview(tmp_path, "service=desk", "-o", str(tmp_path / "s.json"))

    data = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert 0 == code, capsys.readouterr().err
    assert 64 == len(data["run"]["records"][SOURCE])


def test_an_import_keeps_the_rows_of_a_server(filled, tmp_path, capsys):
    """The canonical file is previewed without the server, to the same statement."""
    book, header, rows = demo_in("postgresql", tmp_path)
    filled(header, rows, TYPES)
    expected = statement(book, "service=desk")
    kept = tmp_path / "kept.parquet"

    contracts = ("--contracts", str(tmp_path / "contracts"))
    code = run(["import", SOURCE, "service=desk", *contracts, "-o", str(kept)])

    assert 0 == code, capsys.readouterr().err
    assert expected == statement(book, kept)


@pytest.mark.parametrize(
    ("records", "code", "says"),
    [
        ("service=desk-down", 3, "the database of service 'desk-down' cannot be reached"),
        ("service=desk", 2, "no table or view 'updates'"),
        ("postgresql://me:secret@db/desk", 2, "say --records ticket-export=service=NAME"),
        ("password=secret", 2, "say --records ticket-export=service=NAME"),
    ],
)
def test_what_goes_wrong_has_the_exit_code_of_the_manual(
    services, tmp_path, capsys, records, code, says
):
    """2 for what was said, 3 for what is outside; no secret, no traceback, no statement."""
    demo_in("postgresql", tmp_path)

    assert code == preview(tmp_path, records)

    out, err = capsys.readouterr()
    assert says in err
    assert "secret" not in err
    assert "" == out


def test_a_sample_of_a_database_is_a_csv_file(services, source, tmp_path):
    """What is committed holds rows; nobody needs the server to check a contract."""
    file = tmp_path / "sample.csv"
    with file.open("w", newline="") as text:
        csv.writer(text).writerows([HEADER, *ROWS[:4]])
    given = source(format="postgresql", table="updates", **{**MAPPING, "service": None})

    assert 2 == read_records(given, file, shown="s")[1].tickets_used
