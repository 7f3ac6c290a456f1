"""
Status pages and monitors whose files are not what they should be.

Whatever stands in them: every row is used or left out for a named reason, or the file is refused
with a place. Nothing is lost silently, and nothing else is raised.
"""

from __future__ import annotations

import copy
import gzip
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.sources import read_records
from slaspec.records.sources.prometheus_range import RangeAnswers

SCALARS = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**30, "", "x", "2026-04-10T10:00:00Z", "2026-13-01", "\u202e", "NaN"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("id"), inner, max_size=1),
    max_leaves=3,
)
INCIDENT = {
    "id": "i1",
    "name": "Slow",
    "status": "resolved",
    "impact": "major",
    "started_at": "2026-04-10T10:00:00Z",
    "resolved_at": "2026-04-10T11:00:00Z",
    "updated_at": "2026-04-10T12:00:00Z",
    "scheduled_for": None,
    "components": [{"id": "c1", "name": "API"}],
    "incident_updates": [
        {
            "status": "investigating",
            "display_at": "2026-04-10T10:05:00Z",
            "affected_components": [
                {"code": "c1", "name": "API", "old_status": "operational", "new_status": "down"}
            ],
        }
    ],
}
PAGE = {"page": {"id": "p"}, "incidents": [INCIDENT, {**INCIDENT, "id": "i2"}]}
SERIES = {"metric": {"instance": "web"}, "values": [[1775815200, "1"], [1775815260.5, "0"]]}
ANSWER = {
    "status": "success",
    "data": {"resultType": "matrix", "result": [SERIES]},
    "warnings": [],
    "infos": ["fine"],
}
ISSUES = [
    {
        "number": 1,
        "title": "🛑 Shop is down",
        "created_at": "2026-04-10T10:00:00Z",
        "closed_at": None,
    }
]
OUTAGE = {"id": "incident", "from": "from", "until": "until", "component": "component"}
READ = {
    "impact": (PAGE, "statuspage", "outage", {**OUTAGE, "class": "impact"}),
    "status": (PAGE, "statuspage", "outage", {**OUTAGE, "class": "component_status"}),
    "issues": (
        ISSUES,
        "upptime",
        "outage",
        {"from": "created_at", "until": "closed_at", "component": "site"},
    ),
    "versions": (
        None,
        "upptime",
        "probe",
        {"at": "lastUpdated", "class": "status", "component": "url"},
    ),
    "samples": (
        ANSWER,
        "prometheus_range",
        "probe",
        {"at": "timestamp", "class": "value", "component": "instance"},
    ),
}


JSON = [name for name in READ if READ[name][0] is not None]
LINES = [
    "---",
    "",
    "url: web",
    "status: up",
    "- status: down",
    "status:",
    "lastUpdated: 2026-04-10T10:00:00.511Z",
    "lastUpdated: soon",
    "url: [a, b]",
    "? x",
    "\u2028",
]


def source(name):
    """The DataSource of one of the kinds."""
    _, form, records, columns = READ[name]
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "noc",
        "title": "Availability",
        "format": form,
        "records": records,
        "timezone": "UTC",
        "columns": columns,
    }
    read = read_text(json.dumps(said).encode(), "noc.yaml")
    assert () == read.findings
    return read.contract


def places(data, path=()):
    """Every path into a document, the document itself included."""
    yield path
    if isinstance(data, dict | list):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in items:
            yield from places(value, (*path, key))


def changed(data, path, value):
    """A copy of a document with another value in one place."""
    if not path:
        return value
    data = copy.deepcopy(data)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return data


def is_conserved(name, file):
    """Whether all records are used or left out; the places of a refused file are in it."""
    try:
        table, report = read_records(source(name), file, shown="noc.json")
    except LocatedError as error:
        assert error.at.startswith("noc.json:")
        return True
    assert len(report.findings) == sum(report.excluded.values())
    return report.tickets_read == len(table) + sum(report.excluded.values())


@pytest.mark.parametrize("name", JSON)
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_changed_value_anywhere_loses_nothing(tmp_path_factory, name, data):
    """Null, a list, a number for a time, a text for a list: in every place of a document."""
    document = READ[name][0]
    path = data.draw(st.sampled_from(list(places(document))))
    file = tmp_path_factory.mktemp("changed") / "noc.json"
    file.write_text(json.dumps(changed(document, path, data.draw(VALUES))), "utf-8")

    assert is_conserved(name, file)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_lines_of_history_files_in_any_order_lose_nothing(tmp_path_factory, lines):
    """Versions that run into one another, half versions, other YAML."""
    file = tmp_path_factory.mktemp("lines") / "noc.txt"
    file.write_text("\n".join(lines), "utf-8")

    assert is_conserved("versions", file)


@pytest.mark.parametrize("name", JSON)
def test_a_file_cut_off_anywhere_is_refused(tmp_path, name):
    """A download that broke off is never taken for a month with fewer outages."""
    text = json.dumps(READ[name][0])
    for end in range(1, len(text), 7):
        file = tmp_path / "noc.json"
        file.write_text(text[:end], "utf-8")
        with pytest.raises(LocatedError):
            read_records(source(name), file, shown="noc.json")


def test_a_cut_off_gzip_is_refused(tmp_path):
    """Also where what is left of it is a whole document."""
    file = tmp_path / "noc.json.gz"
    file.write_bytes(gzip.compress(json.dumps(PAGE).encode())[:-6])
    with pytest.raises(LocatedError) as caught:
        read_records(source("impact"), file, shown="noc.json")

    assert "the gzip data is damaged or cut off" in caught.value.message


def test_many_answers_cost_the_memory_of_one_series(tmp_path):
    """20 answers of 11,000 samples: all of them at once would take over 40 MB, a series takes 4."""
    file = tmp_path / "year.jsonl"
    with file.open("w", encoding="utf-8") as text:
        for number in range(20):
            first = 1_767_225_600 + number * 11_000 * 15
            values = [[first + 15 * i, "1"] for i in range(11_000)]
            result = [{"metric": {"instance": "web"}, "values": values}]
            json.dump(
                {"status": "success", "data": {"resultType": "matrix", "result": result}}, text
            )
            text.write("\n")
    tracemalloc.start()
    try:
        with RangeAnswers(source("samples"), file, "noc.json") as table:
            wanted = [table.header.index(name) + 1 for name in ("timestamp", "value")]
            count = sum(1 for _ in table.rows(wanted))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert 20 * 11_000 == count
    assert most < 12 << 20
