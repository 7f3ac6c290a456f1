"""The same rows say the same, whatever holds them: tables, statements, exclusions, witnesses."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, datetime

import pytest

from slaspec.report.statement_json import statement_data
from slaspec.use_cases.check import check
from slaspec.use_cases.demo import AGREEMENT, AS_OF, HOME, PERIOD, SOURCE
from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview
from tests.records.table_formats import FILES, ROWS_BEGIN, TABLE, write

TYPES = {"sequence": int, "updated_at": datetime, "opened_at": datetime, "made_sla": bool}
HEADER = ["number", "state", "updated", "seq", "prio", "opened", "svc"]
MAPPING = {
    "columns": {
        "id": "number",
        "state": "state",
        "at": "updated",
        "order": "seq",
        "priority": "prio",
        "reported": "opened",
        "service": "svc",
    },
    "priorities": {"P1": ["1"], "P2": ["2"]},
    "services": {"desk": ["Desk, first floor"]},
    "missing": ["?"],
    "timezone": "Europe/Oslo",
}
TRIED = ("M101", "M102", "M103", "M104", "M105")
AT = "2026-03-02 08:00:00"
ROWS = [
    ["INC1", "New", AT, "1", "1", AT, "Desk, first floor"],
    ["INC1", "Active", "2026-03-02 08:10:00", "2", "2", AT, "Desk, first floor"],
    ["INC2", "New", AT, "1", "2", AT, "Desk, first floor"],
    ["INC1", "Closed", "2026-03-02T08:30:00+01:00", "10", "2", AT, "Desk, first floor"],
    ["", "New", AT, "1", "2", AT, "Desk, first floor"],
    ["INC3", "Odd", AT, "1", "2", AT, "Desk, first floor"],
    ["INC4", "New", "soon", "1", "2", AT, "Desk, first floor"],
    ["INC5", "New", "", "1", "2", AT, "Desk, first floor"],
    ["INC6", "New", "2026-13-45 00:00", "1", "2", AT, "Desk, first floor"],
    ["INC7", "New", "2026-03-29 02:30:00", "1", "2", "2026-03-29 02:30:00", "Desk, first floor"],
    ["INC8", "New", "2025-10-26 02:30:00", "1", "2", "2025-10-26 02:30:00", "Desk, first floor"],
    ["INC9", "Closed", "2026-03-01 08:00:00", "1", "2", AT, "Desk, first floor"],
    ["INC10", "New", AT, "one", "2", AT, "Desk, first floor"],
    ["INC11", "New", AT, "1", "9", AT, "Desk, first floor"],
    ["INC12", "New", AT, "1", "2", AT, "?"],
    ["INC13", "Awaiting User Info", "2026-03-02 08:00:00Z", "1", "?", AT, "Desk, first floor"],
    ['Ærø, "14"\n15', "New", AT, "1", "", AT, "Desk, first floor"],
]
LEFT_OUT = {
    "no id": 1,
    "unreadable sequence": 1,
    "unknown label": 2,
    "unreadable time": 2,
    "time in a DST gap": 1,
    "ambiguous time": 1,
    "no time": 1,
    "no service": 1,
    "ends before it begins": 1,
}


def demo_in(kind, folder):
    """The bundled portfolio and its records, in another format."""
    contracts = folder / "contracts"
    shutil.copytree(HOME / "contracts", contracts)
    source = contracts / "tickets.yaml"
    table = f"\ntable: {TABLE[kind]}" if kind in TABLE else ""
    text = source.read_text("utf-8")
    source.write_text(text.replace("format: servicenow_csv", f"format: {kind}{table}"), "utf-8")
    with (HOME / "records" / "tickets.csv").open(newline="") as given:
        header, *rows = csv.reader(given)
    return load(contracts, "contracts"), header, rows


def statement(book, file):
    """All that the statement says, but for the digests of what it was made from."""
    made = preview(
        book, AGREEMENT, PERIOD, records={SOURCE: file}, names={SOURCE: "given"}, as_of=AS_OF
    )
    data = statement_data(made)
    del data["run"]
    for line in data["lines"]:
        del line["evidence"]
    for given in data["sources"]:
        assert 64 == len(given.pop("sha256"))
        del given["file"]
    return json.dumps(data, sort_keys=True)


@pytest.mark.parametrize("kind", FILES)
def test_a_statement_does_not_depend_on_the_format(kind, tmp_path):
    """Texts, integers, booleans and times as each format has them: one statement."""
    book, header, rows = demo_in(kind, tmp_path)
    expected = statement(load(HOME / "contracts", "contracts"), HOME / "records" / "tickets.csv")

    assert expected == statement(book, write(kind, tmp_path, header, rows, TYPES))


@pytest.mark.parametrize("kind", FILES)
def test_every_fault_of_a_row_is_counted_in_every_format(kind, source, rows_of, tmp_path):
    """The same tickets are used, the same are left out, at their rows; nothing is lost."""
    from slaspec.records.sources import read_records

    file = write(kind, tmp_path, HEADER, ROWS)
    given = source(format=kind, table=TABLE.get(kind), **{**MAPPING, "service": None})

    tickets, report = read_records(given, file, shown="t")

    assert {"INC1", "INC2", "INC13", 'Ærø, "14"\n15'} == set(tickets.ids)
    assert LEFT_OUT == report.excluded
    assert (17, 15, 4) == (report.rows_read, report.tickets_read, report.tickets_used)
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
    shown = rows_of(tickets)
    assert [1772434800, 1772435400, 1772436600] == [e[0] for e in shown["INC1"]["events"]]
    assert ["P1", "P2"] == shown["INC1"]["priority"]
    first = ROWS_BEGIN[kind]
    wrong = [row[0] for row in ROWS].index
    places = {finding.path[1]: finding.span for finding in report.findings}
    assert (first + wrong("INC3"), 2) == places["INC3"][1:3]
    assert (first + wrong("INC4"), 3) == places["INC4"][1:3]


@pytest.mark.parametrize("kind", (*FILES, "xes", "postgresql"))
def test_witnesses_run_for_every_format(kind, tmp_path):
    """An agreement on such a source is proved measurable like one on an export of a tool."""
    book, _, _ = demo_in(kind, tmp_path)

    assert [] == [f for f in check(book, date(2026, 1, 1)) if f.rule in TRIED]


def test_witnesses_of_a_log_tell_the_case_from_the_activity(tmp_path):
    """`concept:name` is the case as an id, and the activity as a state."""
    demo_in("xes", tmp_path)
    source = tmp_path / "contracts" / "tickets.yaml"
    text = source.read_text("utf-8")
    for key in ("id: number", "state: state"):
        assert key in text
        text = text.replace(key, f"{key.split(':')[0]}: concept:name")
    source.write_text(text, "utf-8")

    book = load(tmp_path / "contracts", "contracts")

    assert [] == [f for f in check(book, date(2026, 1, 1)) if f.rule in TRIED]
