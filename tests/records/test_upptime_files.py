"""What Upptime keeps in a repository: versions of its history files, and the issues it opens."""

from __future__ import annotations

import json

import pytest

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.outages import ABSENT, Outages, Probes
from slaspec.records.sources import read_records

TEN = 1775815200  # 2026-04-10T10:00:00Z
PROBES = {"at": "lastUpdated", "class": "status", "component": "url"}
ISSUES = {
    "id": "number",
    "from": "created_at",
    "until": "closed_at",
    "class": "status",
    "component": "site",
}
UP = """\
url: https://acme.example/#/start
status: up
code: 200
responseTime: 727
lastUpdated: 2026-04-10T10:00:00.511Z
startTime: Fri Apr 10 2026 09:00:00 GMT+0000 (Coordinated Universal Time)
generator: Upptime <https://github.com/upptime/upptime>
"""
DOWN = (
    UP.replace("status: up", "status: down")
    .replace("code: 200", "code: 0")
    .replace("10:00:00.511Z", "10:20:59.999Z")
)


def source(**overrides):
    """A DataSource of what Upptime writes."""
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "upptime",
        "title": "Upptime",
        "format": "upptime",
        "records": "probe",
        "columns": PROBES,
        **overrides,
    }
    read = read_text(json.dumps(said, indent=1).encode(), "upptime.yaml")
    assert () == read.findings
    return read.contract


@pytest.fixture
def read_file(written):
    """The table and the report of a file."""

    def run(content, name="history.yml", **overrides):
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        return read_records(source(**overrides), written(text, name), shown="history.yml")

    return run


@pytest.fixture
def refused(read_file):
    """The error that refuses a file."""

    def run(content, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_file(content, **overrides)
        return caught.value

    return run


@pytest.mark.parametrize("name", ["history.yml", "history.yaml", "history.yml.gz"])
@pytest.mark.parametrize("text", [f"{UP}---\n{DOWN}", f"---\n{UP}\n---\n---\n{DOWN}---\n"])
def test_a_version_of_a_history_file_is_a_probe(read_file, text, name):
    """Its time is cut to whole seconds; its text is taken as it stands, `#` and all."""
    table, report = read_file(text, name)

    assert isinstance(table, Probes)
    assert [TEN, TEN + 1259] == table.at.tolist()
    assert ["up", "down"] == [table.classes[code] for code in table.kind_of]
    assert ("https://acme.example/#/start",) == table.parts
    assert (2, {}, 1) == (report.rows_read, report.excluded, report.precision_seconds)


def test_the_first_form_of_history_files(read_file):
    """In 2020 every line was an item of a list."""
    table, _ = read_file("".join(f"- {line}\n" for line in UP.splitlines()))

    assert [TEN] == table.at.tolist()


def test_sites_in_one_file_go_through_the_map_of_components(read_file):
    """A site that the contract does not know is left out, at the line where its version begins."""
    other = UP.replace("acme.example", "other.example")
    table, report = read_file(
        f"{UP}---\n{other}", components={"web": ["https://acme.example/#/start"]}
    )

    assert (("web",), {"unknown label": 1}) == (table.parts, report.excluded)
    assert 9 == report.findings[0].span.line


def test_response_times_are_figures(read_file):
    """Milliseconds, as written."""
    table, report = read_file(
        f"{UP}---\n{DOWN}",
        records="value",
        service="web",
        columns={"at": "lastUpdated", "value": "responseTime"},
    )

    assert ([727], {}) == (list(table.numbers["value"].values)[:1], report.excluded)
    assert "value" == table.kind


@pytest.mark.parametrize(
    ("text", "sentence", "place"),
    [
        (UP + DOWN, "this version has 'url' twice", "history.yml:8:1"),
        (UP.replace("status: up\n", ""), "no 'status' or no 'lastUpdated'", "history.yml:1:1"),
        (f"{UP}---\nurl: x\n", "no 'status' or no 'lastUpdated'", "history.yml:9:1"),
        ("site,checked_at\na,b\n", "no line of a history file of Upptime", "history.yml:1:1"),
        (f"{UP}  &a [*a, *a]\n", "no line of a history file of Upptime", "history.yml:8:1"),
        ("status: up\nlast\0Updated: x\n", "a NUL character", None),
        (b"url: \xff\n", "bytes that are not UTF-8", None),
        ("x: " + "y" * (17 << 20), "a line is longer than", None),
    ],
)
def test_what_is_no_history_is_refused_at_its_line(refused, text, sentence, place):
    """Other YAML is none of Upptime's; where versions run into one another, one was lost."""
    error = refused(text)

    assert sentence in error.message
    assert place in (None, error.at)


def issue(number, title, created="10:00", closed="10:45", **more):
    """An issue as the API of GitHub lists it."""
    return {
        "number": number,
        "title": title,
        "labels": [{"name": "status"}, {"name": "acme-shop"}],
        "created_at": f"2026-04-10T{created}:00Z",
        "closed_at": closed and f"2026-04-10T{closed}:00Z",
        "body": None,
        **more,
    }


LIST = [
    issue(1, "🛑 Acme Shop is down"),
    issue(2, "⚠️ Acme Shop has degraded performance", "11:00", None),
    issue(3, "🛑 A site that is down is down", "12:00", "12:30"),
    issue(4, "Please look at the shop", "13:00", "14:00"),
]


@pytest.mark.parametrize(
    "text", [json.dumps(LIST), json.dumps(LIST[:2]) + json.dumps(LIST[2:]), json.dumps([LIST])]
)
def test_an_issue_is_an_outage_from_its_opening_to_its_closing(read_file, text):
    """
    Its title says of which site and of which class; what is still open lasts. An issue that a
    person wrote names no site: it counts for none, and is shown.
    """
    table, report = read_file(text, "issues.json", records="outage", columns=ISSUES)

    assert isinstance(table, Outages)
    assert [
        ("1", "Acme Shop", "down"),
        ("2", "Acme Shop", "degraded"),
        ("3", "A site that is down", "down"),
    ] == [
        (id, table.parts[part], table.classes[kind])
        for id, part, kind in zip(table.ids, table.part, table.kind_of, strict=True)
    ]
    assert [TEN, TEN + 3600, TEN + 7200] == table.begin.tolist()
    assert [TEN + 2700, ABSENT, TEN + 9000] == table.end.tolist()
    assert {"no state": 1} == report.excluded


def test_what_somebody_else_opened_is_no_outage(read_file):
    """Pull requests, and issues without Upptime's label, whatever their title; a note has them."""
    others = [
        issue(5, "🛑 Acme Shop is down", pull_request={"url": "https://api.github.example/5"}),
        issue(6, "🛑 Acme Shop is down", labels=[]),
        issue(7, "🛑 Acme Shop is down", labels=["bug"]),
    ]

    table, report = read_file(
        json.dumps(others + LIST[:2]), "issues.json", records="outage", columns=ISSUES
    )

    assert ("1", "2") == tuple(table.ids)
    assert (2, {}) == (report.rows_read, report.excluded)
    assert ("passed over, because Upptime did not open them: 3",) == report.notes


def test_issues_without_their_labels_are_taken_at_their_title(read_file):
    """A list that was cut down to some members is read as it was."""
    short = [{k: v for k, v in LIST[0].items() if k != "labels"}]

    table, report = read_file(json.dumps(short), "issues.json", records="outage", columns=ISSUES)

    assert (("1",), ()) == (tuple(table.ids), report.notes)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ([{"message": "Not Found"}], "this is no issue of GitHub"),
        ({"message": "Bad credentials", "status": "401"}, "this is no issue of GitHub"),
        ([issue(1, ["a"])], "'title' holds several values"),
        ("[1, 2]", "an object with a record"),
    ],
)
def test_what_is_no_list_of_issues_is_refused(refused, content, sentence):
    """An answer that says that nothing may be read is no list without outages."""
    error = refused(content, name="issues.json", records="outage", columns=ISSUES)

    assert sentence in error.message
    assert error.at.startswith("history.yml:1:")
