"""A sample is flat CSV, and every format can be read from it as from its own files."""

import json
import sqlite3

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from slaspec.records.sampling import sample_of
from slaspec.records.sources import read_records
from tests.canonical.canonical_build import TICKETS, plain, source_of

UPDATES = [
    ("INC1", "2026-02-02T09:00:00Z", "New", "2 - High", "Front"),
    ("INC1", "2026-02-02T09:30:00Z", "Waiting", "1 - Critical", "Back"),
    ("INC2", "2026-02-02T10:00:00Z", "New", "2 - High", "Front"),
    ("INC1", "2026-02-02T11:00:00Z", "Closed", "1 - Critical", "Back"),
    ("INC2", "2026-02-02T12:00:00Z", "Resolved", "2 - High", "Front"),
]
NAMES = ("number", "updated", "state", "priority", "team")
ROWS = [dict(zip(NAMES, update, strict=True)) for update in UPDATES]
KEYS = {
    **TICKETS,
    "service": "desk",
    "timezone": None,
    "tool": None,
    "columns": {
        "id": "number",
        "at": "updated",
        "state": "state",
        "priority": "priority",
        "group": "team",
    },
}


def as_jsonl(folder):
    file = folder / "log.jsonl"
    file.write_text("\n".join(json.dumps({**row, "caller": "Ann"}) for row in ROWS), "utf-8")
    return file, {}


def as_parquet(folder):
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "log.parquet")
    return folder / "log.parquet", {}


def as_sqlite(folder):
    with sqlite3.connect(folder / "log.db") as database:
        database.execute(f"create table updates ({', '.join(NAMES)}, caller)")
        database.executemany("insert into updates values (?, ?, ?, ?, ?, 'Ann')", UPDATES)
    database.close()
    return folder / "log.db", {"table": "updates"}


def as_xes(folder):
    traces = []
    for id in ("INC1", "INC2"):
        events = "".join(
            f'<event><date key="updated" value="{at}"/><string key="state" value="{state}"/>'
            f'<string key="priority" value="{priority}"/><string key="team" value="{team}"/></event>'
            for number, at, state, priority, team in UPDATES
            if number == id
        )
        traces.append(f'<trace><string key="number" value="{id}"/>{events}</trace>')
    head = '<?xml version="1.0" encoding="UTF-8"?><log xes.version="2.0">'
    file = folder / "log.xes"
    file.write_text(f"{head}{''.join(traces)}</log>", "utf-8")
    return file, {}


@pytest.mark.parametrize(
    ("format", "write"),
    [("jsonl", as_jsonl), ("parquet", as_parquet), ("sqlite", as_sqlite), ("xes", as_xes)],
)
def test_a_sample_of_any_format_is_read_back_by_its_own_source(tmp_path, format, write):
    """The DataSource stays as it is: its sample has the columns that it maps."""
    file, more = write(tmp_path)
    source = source_of(KEYS, format=format, **more)
    records, _ = read_records(source, file, shown="log")

    found = sample_of(source, file, {"Back"}, shown="log", wanted=50)
    sample = tmp_path / "sample.csv"
    lines = [",".join(row) for row in (found.header, *found.rows)]
    sample.write_text("\n".join(lines) + "\n", "utf-8")
    again, report = read_records(source, sample, shown="sample.csv")

    assert (2, {}) == (report.tickets_used, report.excluded)
    assert ["id-1", "id-2"] == list(again.ids)
    assert ("Back", "group-1") == again.groups
    assert "Ann" not in sample.read_text("utf-8")
    names = ("ids", "groups", "fields")
    assert {k: v for k, v in plain(records).items() if k not in names} == {
        k: v for k, v in plain(again).items() if k not in names
    }
