"""
Bad input through every tabular format: a named error, or a counted exclusion; nothing is lost.

What only one format can hold (a ragged row, a DTD, a BLOB) is tested with that format.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError, UsageError
from slaspec.measure.measure import measure
from slaspec.records.given import open_records
from slaspec.records.sources import byte_streams, formats, read_records
from tests.measure import build
from tests.records.table_formats import FILES, TABLE, write

HEADER = ["number", "state", "updated", "seq"]
AT = "2026-03-02 08:00"
LATER = "2026-03-02 09:00"
COLUMNS = {"columns": {"id": "number", "at": "updated", "state": "state", "order": "seq"}}
TICKET_FORMATS = [
    name
    for name, format in formats().items()
    if name != "postgresql" and "incident" in (format.RECORDS or ["incident"])
]
STATES = {"new": ["New"], "waiting_customer": ["Waiting"], "closed": ["Closed"]}


@pytest.fixture(params=FILES)
def table(request, source, tmp_path):
    """Reads rows through one format; gives tickets and report."""

    def read(rows, header=HEADER, **overrides):
        file = write(request.param, tmp_path, header, rows)
        overrides = {"states": STATES, "timezone": "Europe/Oslo", **overrides}
        given = source(format=request.param, table=TABLE.get(request.param), **overrides)
        return read_records(given, file, shown="t")

    return read


@pytest.mark.parametrize(
    ("rows", "excluded"),
    [
        ([["A", "New", "2026-02-30 08:00", "1"]], {"unreadable time": 1}),
        ([["A", "New", "2026-13-01 08:00", "1"]], {"unreadable time": 1}),
        ([["A", "New", "2026-03-02 25:00", "1"]], {"unreadable time": 1}),
        ([["A", "New", "0026-03-02 08:00", "1"]], {"unreadable time": 1}),
        ([["A", "New", "1772434800", "1"]], {"unreadable time": 1}),
        ([["A", "New", "NaT", "1"]], {"unreadable time": 1}),
        ([["A", "New", "2026-03-29 02:30", "1"]], {"time in a DST gap": 1}),
        ([["A", "New", "2025-10-26 02:30", "1"]], {"ambiguous time": 1}),
        ([["A", "New", "", "1"]], {"no time": 1}),
        ([["A", "", AT, "1"]], {"no state": 1}),
        ([["", "New", AT, "1"]], {"no id": 1}),
        ([["A", "Unheard of", AT, "1"]], {"unknown label": 1}),
        ([["A", "new", AT, "1"]], {"unknown label": 1}),
        ([["A", "New", AT, "first"]], {"unreadable sequence": 1}),
        ([["A", "New", LATER, "1"], ["A", "Closed", AT, "2"]], {"ends before it begins": 1}),
        ([["A", "Closed", AT, "1"], ["B", "New", "", "1"]], {"no time": 1}),
        ([], {}),
    ],
)
def test_a_bad_row_leaves_out_its_ticket_and_is_counted(table, rows, excluded):
    """Rows read, tickets used and left out add up; each has a finding with what to do."""
    tickets, report = table(rows)

    assert (len(rows), excluded) == (report.rows_read, report.excluded)
    assert report.tickets_read == len(tickets) + sum(excluded.values())
    assert len(report.findings) == sum(excluded.values())
    assert all(finding.help and finding.span.file == "t" for finding in report.findings)


@pytest.mark.parametrize(
    ("row", "excluded"),
    [
        (["A", AT, "2026-03-02 07:59"], {"ends before it begins": 1}),
        (["A", "", AT], {"no start": 1}),
        (["A", "soon", AT], {"unreadable time": 1}),
        (["A", AT, "2026-02-30 08:00"], {"unreadable time": 1}),
        (["A", AT, ""], {}),
    ],
)
def test_a_list_of_last_times_has_the_same_faults(table, row, excluded):
    """Closed before it was opened, never opened, opened at no time."""
    columns = {"id": "number", "reported": "opened", "closed": "closed"}
    header = list(columns.values())

    tickets, report = table([row], header, layout="snapshot", columns=columns, states=None)

    assert (excluded, 1) == (report.excluded, report.rows_read)
    assert 1 == len(tickets) + sum(excluded.values())


def test_a_list_with_a_record_twice_uses_neither(table):
    """Nobody can say which row is right."""
    columns = {"id": "number", "reported": "opened"}
    rows = [["A", AT], ["A", LATER], ["B", AT]]

    tickets, report = table(
        rows, list(columns.values()), layout="snapshot", columns=columns, states=None
    )

    assert (["B"], {"duplicate ticket": 1}) == (list(tickets.ids), report.excluded)


def test_offsets_may_be_mixed_with_local_times(table):
    """Each is what it says; a text without an offset is of the declared zone."""
    texts = ["2026-03-02T08:00:00+01:00", "2026-03-02 08:00", "2026-03-02T07:00:00Z"]

    tickets, _ = table([[str(i), "New", text, "1"] for i, text in enumerate(texts)])

    assert [1772434800] * 3 == tickets.stamps["reported"].tolist()


def test_times_that_run_backwards_are_used_and_counted(table):
    """The source's own sequence decides; the report says how often it is not that of the times."""
    _, report = table([["A", "New", AT, "1"], ["A", "Waiting", "2026-03-02 07:59", "2"]])

    assert (1, 1) == (report.tickets_used, report.time_reversals)


@pytest.mark.parametrize(
    ("events", "seconds"),
    [
        ([("08:00", "New"), ("10:00", "Waiting"), ("11:00", "Closed"), ("12:00", "Waiting")], 7200),
        ([("08:00", "Waiting"), ("09:00", "New"), ("10:00", "Closed")], 3600),
        ([("08:00", "New"), ("10:00", "Waiting"), ("09:00", "New"), ("11:00", "Closed")], 10800),
    ],
)
def test_pauses_outside_the_ticket_pause_nothing(table, events, seconds):
    """After its end, before its first event, and of less than no time."""
    rows = [["A", state, f"2026-04-01 {at}", str(i)] for i, (at, state) in enumerate(events, 1)]

    tickets, report = table(rows, timezone="UTC")

    assert {} == report.excluded
    assert [["1/0/0"], ["0/1/0"]] == [within(tickets, limit) for limit in (seconds, seconds - 1)]


def within(tickets, seconds):
    """`met/missed/open` of April with this limit."""
    objective = {"share": "90%", "within": f"{seconds}s", "hours": "24x7"}
    contract = build.agreement(
        metric={"pause": ["waiting_customer"], "stop": ["closed"]},
        target={"objective": objective},
        answers={"reopened": {"clock": "ignored"}},
    )
    plain = build.source(**COLUMNS, states=STATES)
    result = measure(
        build.planned_on(plain, contract), {"itsm": [tickets]}, build.at("2026-07-01 00:00")
    )
    return [f"{m.met}/{m.counted - m.met}/{m.open}" for m in result.measured]


@pytest.mark.parametrize("name", ["t.zip", "t.csv.zip", "t.jsonl.zip"])
@pytest.mark.parametrize("kind", FILES)
def test_archives_are_refused_by_name(kind, name, source, tmp_path):
    """A zip is not searched for records, whatever it is called."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("t.csv", "number,state,updated,seq\n")
    file = tmp_path / name
    file.write_bytes(content.getvalue())

    with pytest.raises(LocatedError) as caught:
        read_records(source(format=kind, table=TABLE.get(kind)), file, shown=name)

    assert caught.value.at.startswith(name + ":1:1")
    assert caught.value.help


@pytest.mark.parametrize("kind", TICKET_FORMATS)
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)),
    packed=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_bytes_are_read_or_refused(kind, content, packed, source, written):
    """Through every format: no traceback, whatever the bytes."""
    given = source(format=kind, table=TABLE.get(kind))
    name = "t.bin.gz" if packed else "t.bin"
    try:
        _, report = read_records(given, written(content, name), shown="t")
    except LocatedError as error:
        assert error.help
        assert error.at.startswith(("t:", "itsm.yaml:"))
    else:
        assert report.tickets_read == report.tickets_used + sum(report.excluded.values())


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("address", ["https://desk/t.csv", "s3://desk/t", "file:///t", "//desk/t"])
def test_addresses_are_refused(kind, address, source):
    """Nothing is read over a network."""
    with pytest.raises(UsageError, match="is an address, and slaspec reads no network"):
        open_records(source(format=kind, table="t"), Path(address), shown=address)


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_file_is_refused(kind, source, tmp_path):
    """Nothing there, and a folder."""
    for place, says in ((tmp_path / "gone", "there is no file"), (tmp_path, "is no file that")):
        with pytest.raises(UsageError, match=says):
            open_records(source(format=kind, table="t"), place, shown="t")


def test_a_packed_bomb_is_stopped_before_it_fills_the_memory(source, tmp_path, monkeypatch):
    """One bound for all that is text."""
    monkeypatch.setattr(byte_streams, "LARGEST_TEXT_BYTES", 1 << 20)
    file = tmp_path / "t.gz"
    file.write_bytes(gzip.compress(b"\n" * (8 << 20)))

    for kind in ("csv", "servicenow_csv", "jsonl", "xes"):
        with pytest.raises(LocatedError) as caught:
            read_records(source(format=kind), file, shown="t.gz")
        assert "t.gz" == caught.value.at.split(":")[0]
