"""What is written to a canonical file is what is read from it, part by part, as it is asked for."""

import dataclasses
import pickle

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import EnvironmentFault
from slaspec.findings import Finding, Span
from slaspec.records.canonical import open_canonical, write_canonical
from slaspec.records.selection import selected
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, ReadReport, StateHistory, Tickets
from tests.canonical.canonical_build import (
    EACH_KIND,
    EVENTS_CSV,
    TICKETS,
    plain,
    records_of,
    source_of,
)

KINDS = ["tickets", "outages", "probes", "figures"]


def written(tmp_path, keys, text, **how):
    source, records, report = records_of(keys, text)
    file = tmp_path / "records.parquet"
    write_canonical(file, source, [records], report, **how)
    return file, records, report


@pytest.mark.parametrize(("keys", "text"), EACH_KIND, ids=KINDS)
def test_records_are_read_back_as_they_were(tmp_path, keys, text):
    """Every column of every kind of records, and the report of reading them."""
    file, records, report = written(tmp_path, keys, text)

    held = open_canonical(file, "records.parquet")

    assert [plain(records)] == [plain(part) for part in held]
    assert report == held.report
    assert ("itsm", len(records)) == (held.source, held.rows)


@pytest.mark.parametrize(("keys", "text"), EACH_KIND, ids=KINDS)
def test_the_same_records_are_the_same_bytes(tmp_path, keys, text):
    """Nothing of the moment or of the machine is in the file."""
    file, _, _ = written(tmp_path, keys, text)
    first = file.read_bytes()

    written(tmp_path, keys, text)

    assert first == file.read_bytes()


def test_the_columns_hold_what_the_design_says(tmp_path):
    """INC1 is one row: reported 09:00 UTC, P2 at first, P1 in the end, four events."""
    file, _, _ = written(tmp_path, TICKETS, EVENTS_CSV)

    row = pq.read_table(file).to_pylist()[0]

    assert "INC1" == row["id"]
    assert 1_770_022_800 == row["stamp_reported"]
    assert (1, 0) == (row["priority_first"], row["priority_final"])
    assert [0, 1800, 2400, 7200] == [event["at"] - 1_770_022_800 for event in row["history"]]
    assert ["new", "active", "waiting_customer", "closed"] == [
        STATES[event["state"]] for event in row["history"]
    ]
    assert ("Ann Lee", 1) == (row["field_caller"], row["tool_met"])


def tickets(draw_state, count, events, seed):
    """Tickets with random columns, all within the bounds of a canonical table."""
    random = np.random.Generator(np.random.Philox(seed))
    sizes = random.integers(0, events + 1, count)
    first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    total = int(first[-1])
    codes = lambda low, high, n: random.integers(low, high, n).astype(np.int32)
    instants = np.where(random.random(count) < 0.3, ABSENT, random.integers(0, 1 << 32, count))
    return Tickets(
        source="itsm",
        kind="incident",
        ids=tuple(f"INC{i % 7}-{i}" for i in range(count)) if draw_state else (),
        services=("a", "b"),
        service=codes(0, 2, count),
        priorities=("P1", "P2", "P3"),
        priority_first=codes(NO_CODE, 3, count),
        priority_final=codes(NO_CODE, 3, count),
        last_state=codes(0, len(STATES), count).astype(np.int8),
        stamps={"reported": instants.astype(np.int64)},
        history=StateHistory(
            first=first,
            at=random.integers(0, 1 << 32, total).astype(np.int64),
            state=codes(0, len(STATES), total).astype(np.int8),
            priority=codes(NO_CODE, 3, total),
            group=codes(NO_CODE, 1, total),
        )
        if events
        else None,
        groups=("x",),
        fields={"place": [f"p{i % 3}" for i in range(count)]},
    )


def report_of(count):
    return ReadReport("itsm", "x.csv", count, count, count, {})


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 60),
    events=st.integers(0, 4),
    size=st.integers(1, 70),
    cuts=st.sets(st.integers(1, 59), max_size=4),
    with_ids=st.booleans(),
    seed=st.integers(0, 1000),
)
def test_parts_of_any_size_hold_the_same_records(
    tmp_path_factory, count, events, size, cuts, with_ids, seed
):
    """However records are handed over and cut, the parts in a row are the whole, in its order."""
    whole = tickets(with_ids, count, events, seed)
    edges = [0, *sorted(cut for cut in cuts if cut < count), count]
    given_parts = [
        selected(dataclasses.replace(whole, ids=whole.ids or ("",) * count), np.arange(a, b))
        for a, b in zip(edges, edges[1:], strict=False)
    ]
    if not with_ids:
        given_parts = [dataclasses.replace(part, ids=()) for part in given_parts]
    file = tmp_path_factory.mktemp("law") / "records.parquet"

    write_canonical(file, source_of(TICKETS), given_parts, report_of(count), rows_in_part=size)
    parts = list(open_canonical(file, "records.parquet"))

    assert -(-count // size) == len(parts)
    assert all(len(part) <= size for part in parts)
    assert list(whole.ids) == [id for part in parts for id in part.ids]
    assert whole.service.tolist() == [code for part in parts for code in part.service.tolist()]
    stamps = [at for part in parts for at in part.stamps["reported"].tolist()]
    assert whole.stamps["reported"].tolist() == stamps
    if whole.history is not None:
        assert plain(whole.history)["at"][1:] == [
            at for part in parts for at in part.history.at.tolist()
        ]
        sizes = [n for part in parts for n in np.diff(part.history.first).tolist()]
        assert np.diff(whole.history.first).tolist() == sizes


def test_the_whole_report_is_kept(tmp_path):
    """Every field, the places of what was left out included: a preview tells them all."""
    source, records, _ = records_of(TICKETS, EVENTS_CSV)
    finding = Finding(
        rule="R005",
        severity="error",
        message="ticket 'INC9 æ\u202e' is left out",
        span=Span("x.csv", 7, 3, 2),
        document="itsm",
        path=("tickets", "INC9"),
        help="fill it in",
        aspect="records",
    )
    report = ReadReport(
        source="itsm",
        file="x.csv",
        rows_read=9,
        tickets_read=4,
        tickets_used=3,
        excluded={"unreadable time": 1},
        findings=(finding,),
        precision_seconds=60,
        time_reversals=2,
        digest="ab" * 32,
        records="tickets",
        gaps=5,
        notes=("a note",),
    )
    defaults = {f.name: f.default for f in dataclasses.fields(ReadReport)}

    write_canonical(tmp_path / "r.parquet", source, [records], report)

    assert report == open_canonical(tmp_path / "r.parquet", "r.parquet").report
    unusual = [name for name, value in vars(report).items() if value != defaults[name]]
    assert set(defaults) - {"records"} == set(unusual) - {"records"}


def test_no_record_is_one_empty_part(tmp_path):
    """A file without a usable record is a table of no rows, not no table."""
    source, records, _ = records_of(TICKETS, EVENTS_CSV)
    empty = dataclasses.replace(selected(records, np.arange(0)), ids=())
    file = tmp_path / "none.parquet"

    write_canonical(file, source, [empty], report_of(0))
    held = open_canonical(file, "none.parquet")

    assert [0] == [len(part) for part in held]
    assert [] == held[0].stamps["reported"].tolist()
    assert [0] == held[0].history.first.tolist()


def columns_read(monkeypatch, together=None):
    """The columns that are read from now on, one by one or as they are read `together`."""
    read, real = [], pq.ParquetFile.read_row_group

    def reading(self, part, columns, **options):
        read.extend(columns if together is None else [together(columns)])
        return real(self, part, columns=columns, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", reading)
    return read


def test_only_what_is_asked_for_is_read(tmp_path, monkeypatch):
    """A column costs nothing before its first use, and is read once."""
    file, _, _ = written(tmp_path, TICKETS, EVENTS_CSV)
    read = columns_read(monkeypatch)

    part = open_canonical(file, "records.parquet")[0]
    eager = list(read)
    len(part.ids), part.stamps["reported"], part.stamps["reported"], part.history.state

    assert ["service", "priority_first", "priority_final", "last_state", "tool_met"] == eager
    assert ["stamp_reported", "history.list.element.state"] == read[len(eager) :]
    assert "INC1" == part.ids[0]
    assert "id" == read[-1]


def test_what_was_asked_of_a_part_is_read_together_of_the_next(tmp_path, monkeypatch):
    """The lists of a history are unpacked once; what is asked for only now is read by itself."""
    _, records, _ = records_of(TICKETS, EVENTS_CSV)
    file, _, _ = written(tmp_path, TICKETS, EVENTS_CSV)
    held = open_canonical(file, "records.parquet")
    held[0].history.first, held[0].history.state
    read = columns_read(monkeypatch, together=list)

    part = held[0]
    found = part.history.state.tolist(), part.history.at.tolist(), part.history.group.tolist()

    first = ["service", "priority_first", "priority_final", "last_state", "tool_met"]
    events = ["history.list.element.at", "history.list.element.state"]
    assert [[*first, *events], ["history.list.element.group"]] == read
    history = records.history
    assert (history.state.tolist(), history.at.tolist(), history.group.tolist()) == found


def test_a_whole_history_is_read_again_and_again(tmp_path):
    """Each time a part is read it is the same, also when all its columns were asked for before."""
    file, records, _ = written(tmp_path, TICKETS, EVENTS_CSV)
    held = open_canonical(file, "records.parquet")

    for _ in range(3):
        assert plain(records) == plain(held[0])


def test_a_part_can_be_changed_like_any_table(tmp_path):
    """`replace` and `selected` work on parts, and keep what was not read unread."""
    file, records, _ = written(tmp_path, TICKETS, EVENTS_CSV)
    part = open_canonical(file, "records.parquet")[0]

    changed = dataclasses.replace(part, last_state=part.last_state.copy())

    assert plain(records) == plain(changed)
    assert plain(selected(records, np.array([2]))) == plain(selected(part, np.array([2])))


def test_another_process_opens_the_file_for_itself(tmp_path):
    """What is sent to a worker is the name of the file, not its records."""
    file, records, _ = written(tmp_path, TICKETS, EVENTS_CSV)

    sent = pickle.dumps(open_canonical(file, "records.parquet"))

    assert len(sent) < 500
    assert [plain(records)] == [plain(part) for part in pickle.loads(sent)]


def test_slices_and_the_end_are_those_of_a_sequence(tmp_path):
    """`[-1]`, `[1:]` and an index beyond the end mean what they mean for a list."""
    held = open_canonical(written(tmp_path, TICKETS, EVENTS_CSV, rows_in_part=1)[0], "r.parquet")

    assert (3, ["INC4"]) == (len(held), list(held[-1].ids))
    assert [["INC2"], ["INC4"]] == [list(part.ids) for part in held[1:]]
    with pytest.raises(IndexError):
        held[3]


def test_long_histories_make_smaller_parts(tmp_path, monkeypatch):
    """A part holds a bounded number of events, whatever the number of its tickets."""
    monkeypatch.setattr("slaspec.records.canonical.writing.EVENTS_IN_PART", 5)
    file, records, _ = written(tmp_path, TICKETS, EVENTS_CSV)

    parts = list(open_canonical(file, "records.parquet"))

    assert [1, 2] == [len(part) for part in parts]
    assert list(records.ids) == [id for part in parts for id in part.ids]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    """A full disk in the middle: the old file is whole, and nothing else is left behind."""
    file, _, _ = written(tmp_path, TICKETS, EVENTS_CSV)
    before = file.read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(EnvironmentFault, match="No space left on device"):
        written(tmp_path, TICKETS, EVENTS_CSV)

    assert before == file.read_bytes()
    assert [file] == list(tmp_path.iterdir())
