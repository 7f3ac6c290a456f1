"""Outages and probes in CSV files: what is read, what is left out, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.outages import ABSENT, NO_CODE, Outages, Probes
from slaspec.records.sources import read_sample, read_records

TEN = 1775815200  # 2026-04-10T10:00:00Z
COLUMNS = {"id": "number", "from": "began", "until": "ended"}
PARTS = {"wan": ["WAN line", "WAN"], "lan": ["LAN"]}
MANY = {"column": "parts", "many": True, "separator": "|"}
LIST = """\
number,began,ended,impact,incident,users
O1,2026-04-10T10:00:00Z,2026-04-10T11:00:00Z,down,I7,25%
O2,2026-04-10T10:30:00+00:00,,partial,,100%
"""


def source(**overrides):
    """A DataSource of outages; a key of None is left out."""
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "noc",
        "title": "Outages",
        "format": "csv",
        "records": "outage",
        "date_order": "iso",
        "service": "network",
        "columns": COLUMNS,
        **overrides,
    }
    document = {key: value for key, value in said.items() if value is not None}
    read = read_text(json.dumps(document, indent=1).encode(), "noc.yaml")
    assert () == read.findings
    return read.contract


@pytest.fixture
def read_outages(written):
    """The table and the report of a text."""

    def run(text, **overrides):
        return read_records(source(**overrides), written(text, "noc.csv"), shown="noc.csv")

    return run


@pytest.fixture
def mistake(read_outages):
    """The error that refuses a text or a DataSource."""

    def run(text=LIST, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_outages(text, **overrides)
        return caught.value

    return run


def places(report):
    """Rule, line and column of each record left out."""
    return [(each.rule, each.span.line, each.span.column) for each in report.findings]


def test_the_list_in_full(read_outages):
    """Times, classes, incidents and users; an outage without an end still lasts."""
    more = {"class": "impact", "incident": "incident", "affected": "users"}
    table, report = read_outages(LIST, columns={**COLUMNS, **more})

    assert isinstance(table, Outages)
    assert (("O1", "O2"), ("I7", "")) == (table.ids, table.incidents)
    assert [TEN, TEN + 1800] == table.begin.tolist()
    assert [TEN + 3600, ABSENT] == table.end.tolist()
    assert ["down", "partial"] == [table.classes[code] for code in table.kind_of]
    assert [Fraction(1, 4), 1] == [table.shares[code] for code in table.share]
    assert ["network", "network"] == [table.parts[code] for code in table.part]
    assert (2, 2, 2, {}, 60) == (
        report.rows_read,
        report.tickets_read,
        report.tickets_used,
        report.excluded,
        report.precision_seconds,
    )


def test_without_columns_for_them_an_outage_is_down_and_its_users_are_not_known(read_outages):
    """Two times are all that an outage needs; its row stands in for its id."""
    table, _ = read_outages(LIST, columns={"from": "began", "until": "ended"})

    assert ("row 2", "row 3") == table.ids
    assert (("down",), [0, 0]) == (table.classes, table.kind_of.tolist())
    assert ((), [NO_CODE, NO_CODE]) == (table.shares, table.share.tolist())


def test_parts_of_a_second_are_cut_off(read_outages):
    """Both ends are floored before anything is subtracted."""
    text = "number,began,ended\nO1,2026-04-10T10:00:00.999Z,2026-04-10T10:00:02.001Z\n"
    table, report = read_outages(text)

    assert ([TEN], [TEN + 2], 1) == (
        table.begin.tolist(),
        table.end.tolist(),
        report.precision_seconds,
    )


def test_a_cell_of_several_components_is_an_outage_of_each(read_outages):
    """The id is kept; a component that a cell names twice is one; spaces do not count."""
    text = (
        "number,began,ended,parts\n"
        "O1,2026-04-10T10:00Z,2026-04-10T11:00Z,WAN line | LAN|WAN\n"
        "O2,2026-04-10T12:00Z,2026-04-10T13:00Z,LAN\n"
    )
    table, report = read_outages(
        text, columns={**COLUMNS, "component": MANY}, components=PARTS, service=None
    )

    assert [("O1", "wan"), ("O1", "lan"), ("O2", "lan")] == [
        (id, table.parts[code]) for id, code in zip(table.ids, table.part, strict=True)
    ]
    assert (2, 3) == (report.rows_read, report.tickets_read)


def test_one_unknown_component_leaves_the_others_of_its_cell(read_outages):
    """Only the record of the label that stands for nothing is left out."""
    text = "number,began,ended,parts\nO1,2026-04-10T10:00Z,2026-04-10T11:00Z,WAN|Mail|LAN\n"
    table, report = read_outages(
        text, columns={**COLUMNS, "component": MANY}, components=PARTS, service=None
    )

    assert ["wan", "lan"] == [table.parts[code] for code in table.part]
    assert ({"unknown label": 1}, [("R004", 2, 4)]) == (report.excluded, places(report))


@pytest.mark.parametrize(
    ("service", "parts", "excluded"),
    [("network", ["wan", "network"], {}), (None, ["wan"], {"no service": 1})],
)
def test_without_a_component_the_service_was_down_or_nothing_that_is_known(
    read_outages, service, parts, excluded
):
    """The service of all records stands in; without one the outage counts for none, and is shown."""
    text = (
        "number,began,ended,parts\n"
        "O1,2026-04-10T10:00Z,2026-04-10T11:00Z,WAN\n"
        "O2,2026-04-10T10:00Z,2026-04-10T11:00Z,\n"
    )
    table, report = read_outages(
        text, columns={**COLUMNS, "component": "parts"}, components=PARTS, service=service
    )

    assert parts == [table.parts[code] for code in table.part]
    assert excluded == report.excluded


def test_the_service_of_the_row_stands_in_for_its_component(read_outages):
    """A service beside a component is not used, so nothing is wrong with it."""
    text = (
        "number,began,ended,part,service\n"
        "O1,2026-04-10T10:00Z,2026-04-10T11:00Z,WAN,what is this\n"
        "O2,2026-04-10T10:00Z,2026-04-10T11:00Z,,Net\n"
    )
    table, report = read_outages(
        text,
        columns={**COLUMNS, "component": "part", "service": "service"},
        components=PARTS,
        services={"network": ["Net"]},
        service=None,
    )

    assert (["wan", "network"], {}) == ([table.parts[c] for c in table.part], report.excluded)


@pytest.mark.parametrize(
    ("row", "reason", "place"),
    [
        ("O1,,2026-04-10T11:00Z,down,50%", "no start", ("R011", 2, 2)),
        ("O1,soon,2026-04-10T11:00Z,down,50%", "unreadable time", ("R005", 2, 2)),
        ("O1,2026-04-10T10:00Z,later,down,50%", "unreadable time", ("R005", 2, 3)),
        ("O1,2026-04-10T12:00Z,2026-04-10T11:00Z,down,50%", "ends before it begins", None),
        ("O1,2026-04-10T10:00Z,2026-04-10T11:00Z,,50%", "no state", ("R009", 2, 4)),
        ("O1,2026-04-10T10:00Z,2026-04-10T11:00Z,down,most", "unknown label", ("R004", 2, 5)),
        ("O1,2026-04-10T10:00Z,2026-04-10T11:00Z,down,101%", "unknown label", ("R004", 2, 5)),
        ("O1,2026-03-29T02:30,2026-04-10T11:00Z,down,50%", "time in a DST gap", ("R006", 2, 2)),
        ("O1,2025-10-26T02:30,2026-04-10T11:00Z,down,50%", "ambiguous time", ("R007", 2, 2)),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_shown(read_outages, row, reason, place):
    """Each for one named reason, at the cell that is wrong; the good row stays."""
    good = "O2,2026-04-10T10:00Z,2026-04-10T11:00Z,down,50%"
    columns = {**COLUMNS, "class": "impact", "affected": "users"}
    text = f"number,began,ended,impact,users\n{row}\n{good}\n"
    table, report = read_outages(text, columns=columns, timezone="Europe/Oslo")

    assert (("O2",), {reason: 1}) == (table.ids, report.excluded)
    assert [place or ("R012", 2, 3)] == places(report)
    assert "outage 'O1' is left out" in report.findings[0].message


def test_a_number_of_users_is_not_read_as_a_share(mistake):
    """1 may be one user, one per cent or all of them: the file is refused, nothing is guessed."""
    text = "number,began,ended,users\nO1,2026-04-10T10:00Z,2026-04-10T11:00Z,1\n"
    error = mistake(text, columns={**COLUMNS, "affected": "users"})

    assert "noc.csv:2:4" == error.at
    assert "with its unit, like 25%" in error.help


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"columns": {"from": "began"}}, "needs columns.until"),
        ({"records": "probe", "columns": {"at": "began"}}, "needs columns.class"),
        ({"service": None}, "nothing says what was down"),
        ({"layout": "events"}, "have no layout: events"),
        (
            {"columns": {**COLUMNS, "component": {"column": "incident", "many": True}}},
            "nothing says what separates components",
        ),
        ({"columns": {**COLUMNS, "class": MANY}}, "cannot hold several values"),
        (
            {"columns": {**COLUMNS, "component": "impact", "service": MANY}},
            "map one of the two",
        ),
    ],
)
def test_a_source_that_leaves_something_open_is_refused_at_its_place(mistake, overrides, sentence):
    """The mistake is the contract's, so the place is in the DataSource."""
    error = mistake(**overrides)

    assert sentence in f"{error.message} {error.help}"
    assert error.at.startswith("noc.yaml:")


def test_a_column_that_is_not_there_is_refused(mistake):
    """The message says for what it was wanted."""
    error = mistake(columns={**COLUMNS, "class": "severity"})

    assert "'severity' (for class)" in error.message


def test_probes(read_outages):
    """A time and what was found, for a component or the service of all."""
    text = "checked,status\n2026-04-10T10:00:00Z,up\n2026-04-10T10:05:00.200Z,down\n,up\n"
    table, report = read_outages(
        text, records="probe", columns={"at": "checked", "class": "status"}
    )

    assert isinstance(table, Probes)
    assert [TEN, TEN + 300] == table.at.tolist()
    assert ["up", "down"] == [table.classes[code] for code in table.kind_of]
    assert ({"no time": 1}, [("R008", 4, 1)]) == (report.excluded, places(report))
    assert "probe 'row 4' is left out" in report.findings[0].message


def test_a_sample_of_outages_has_findings_like_any_other(written):
    """A sample whose rows are all left out proves nothing."""
    file = written("number,began,ended\nO1,,2026-04-10T11:00Z\n", "noc.csv")
    _, _, findings = read_sample(source(), file, "noc.csv")

    assert ["R011", "R102"] == [each.rule for each in findings]


def test_tickets_are_read_from_any_table(written):
    """The same format reads tickets, where the DataSource says that a row is one."""
    columns = {"id": "number", "reported": "began", "resolved": "ended"}
    origin = source(records="incident", layout="snapshot", columns=columns)
    table, report = read_records(origin, written(LIST, "t.csv"), shown="t.csv")

    assert (("O1", "O2"), {}) == (table.ids, report.excluded)


CELLS = st.sampled_from(
    [
        "",
        "O1",
        "WAN|LAN",
        "Mail|WAN",
        "2026-04-10T10:00Z",
        "2026-04-11T10:00Z",
        "9999",
        "down",
        "5%",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[CELLS] * 6), max_size=8))
def test_no_record_is_lost(tmp_path_factory, rows):
    """Whatever stands in the cells: records read = used + left out, or the file is refused."""
    columns = {**COLUMNS, "class": "impact", "affected": "users", "component": MANY}
    text = "number,began,ended,impact,users,parts\n" + "".join(
        ",".join(cells) + "\n" for cells in rows
    )
    file = tmp_path_factory.mktemp("lost") / "noc.csv"
    file.write_text(text, "utf-8")
    origin = source(columns=columns, components=PARTS)
    try:
        table, report = read_records(origin, file, shown="noc.csv")
    except LocatedError as error:
        assert "is a number of users" in error.message
        return
    assert report.tickets_read == len(table) + sum(report.excluded.values())
    assert len(report.findings) == sum(report.excluded.values())
    assert (table.part >= 0).all()
    assert report.rows_read <= report.tickets_read
