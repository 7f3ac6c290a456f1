"""Parquet that any tool wrote: types to texts exactly, and files that are not what they say."""

import hashlib
import random
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from slaspec.errors import EnvironmentFault, LocatedError
from slaspec.records.sources import bounds, parquet, read_records

UTC = timezone.utc
AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
COLUMNS = {"number": ["INC1"], "state": ["New"], "updated": [AT], "seq": [1]}


@pytest.fixture
def texts(tmp_path):
    """The texts of one column of a file."""

    def read(column, **options):
        file = tmp_path / "column.parquet"
        pq.write_table(pa.table({"id": ["x"] * len(column), "value": column}), file, **options)
        with parquet.open_table(None, file, "t.parquet") as table:
            assert ["id", "value"] == list(table.header)
            return [cells[1] for _, cells in table.rows([1, 2])]

    return read


@pytest.fixture
def refusal(source, tmp_path):
    """The error that refuses some bytes."""

    def refuse(content):
        file = tmp_path / "t.parquet"
        file.write_bytes(content)
        with pytest.raises(LocatedError) as caught:
            read_records(source(format="parquet"), file, shown="t.parquet")
        assert caught.value.help
        return caught.value

    return refuse


@pytest.fixture
def content(tmp_path):
    """The bytes of a file with some columns, the smallest unless said."""

    def make(columns=COLUMNS, **options):
        file = tmp_path / "made.parquet"
        pq.write_table(pa.table(columns), file, **options)
        return file.read_bytes()

    return make


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array(["a", None, "é"]), ["a", "", "é"]),
        (pa.array(["a", None], pa.large_string()), ["a", ""]),
        (pa.array(["a", "b", "a", None]).dictionary_encode(), ["a", "b", "a", ""]),
        (pa.array([2**63 - 1, -1, None]), ["9223372036854775807", "-1", ""]),
        (pa.array([2**64 - 1], pa.uint64()), ["18446744073709551615"]),
        (pa.array([Decimal("1.50"), Decimal("-0.05"), None]), ["1.50", "-0.05", ""]),
        (pa.array([1.0, 0.1, 1e20, -2.5, None]), ["1", "0.1", "1" + "0" * 20, "-2.5", ""]),
        (pa.array([0.1, 16777216.0], pa.float32()), ["0.1", "16777216"]),
        (pa.array([True, False, None]), ["true", "false", ""]),
        (pa.array([date(2026, 3, 2), None]), ["2026-03-02", ""]),
        (pa.array([time(8, 30)]), ["08:30:00.000000"]),
        (pa.nulls(2), ["", ""]),
        (pa.array([datetime(2026, 3, 2, 8)]), ["2026-03-02 08:00:00.000000"]),
        (pa.array([AT], pa.timestamp("us", "UTC")), ["2026-03-02 08:00:00.000000Z"]),
        (pa.array([AT, None], pa.timestamp("ms", "Europe/Oslo")), ["2026-03-02 08:00:00.000Z", ""]),
        (pa.array([1], pa.int64()).cast(pa.timestamp("ns")), ["1970-01-01 00:00:00.000000001"]),
    ],
)
def test_a_typed_value_is_its_text(texts, column, expected):
    """Exact: an instant is in UTC, a number has its digits, null is empty."""
    assert expected == texts(column)
    assert expected == texts(column, use_dictionary=False, compression="zstd")


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (pa.array([b"x"]), "binary"),
        (pa.array([[1]]), "list<element: int64>"),
        (pa.array([{"a": 1}]), "struct<a: int64>"),
        (pa.array([timedelta(1)]), "duration[us]"),
    ],
)
def test_a_type_without_a_text_is_refused_by_name(texts, column, kind):
    """Only where it is mapped; the place is its column."""
    with pytest.raises(LocatedError) as caught:
        texts(column)

    expected = f"column 'value' is of type {kind}, which has no text"
    assert ("t.parquet:1:2", expected) == (caught.value.at, caught.value.message)


def test_columns_that_are_not_mapped_are_not_read(source, tmp_path, content):
    """A nested column beside the mapped ones says nothing."""
    file = tmp_path / "t.parquet"
    file.write_bytes(content({**COLUMNS, "raw": [{"a": [1]}], "blob": [b"x"]}))

    tickets, report = read_records(source(format="parquet"), file, shown="t.parquet")

    assert (("INC1",), AT.timestamp()) == (tickets.ids, tickets.stamps["reported"][0])
    assert hashlib.sha256(file.read_bytes()).hexdigest() == report.digest


def test_rows_are_numbered_through_all_row_groups(source, tmp_path, content):
    """A fault is at its row, from 1."""
    ids = [f"INC{i}" for i in range(100)]
    states = ["New"] * 70 + ["Odd"] + ["New"] * 29
    columns = {"number": ids, "state": states, "updated": [AT] * 100, "seq": [1] * 100}
    file = tmp_path / "t.parquet"
    file.write_bytes(content(columns, row_group_size=9))

    _, report = read_records(source(format="parquet"), file, shown="t.parquet")

    assert ["t.parquet:71:2"] == [str(finding.span) for finding in report.findings]
    assert (100, 99) == (report.rows_read, report.tickets_used)


def test_texts_that_are_none_are_refused_at_their_row(texts):
    """NUL, and bytes that only claim to be UTF-8."""
    with pytest.raises(LocatedError, match="contains a NUL character") as caught:
        texts(pa.array(["a", "b\0"]), use_dictionary=False)
    assert "t.parquet:2:2" == caught.value.at

    wrong = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff"]).buffers())
    with pytest.raises(LocatedError, match="contains bytes that are not UTF-8"):
        texts(wrong)


def test_one_long_text_in_every_row_is_held_once(tmp_path):
    """Two million rows of a million characters are a few kilobytes on the disk, and here."""
    file = tmp_path / "bomb.parquet"
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), ["x" * 1_000_000])
    pq.write_table(pa.table({"id": ["1"] * 200_000, "value": column}), file)

    with parquet.open_table(None, file, "t") as table:
        cells = {id(cells[1]) for _, cells in table.rows([1, 2])}

    assert file.stat().st_size < 1 << 20
    assert len(cells) < 20


@pytest.mark.parametrize("rows", [5, 7])
def test_too_many_rows_are_refused_before_one_is_read(refusal, content, monkeypatch, rows):
    """The end of the file announces them."""
    monkeypatch.setattr(bounds, "MOST_ROWS", 4)

    error = refusal(content({name: column * rows for name, column in COLUMNS.items()}))

    assert ("t.parquet:1:1", "the file announces more than 4 rows") == (error.at, error.message)


def test_a_row_group_that_unpacks_too_far_is_refused(refusal, content, monkeypatch):
    """Before it is unpacked."""
    monkeypatch.setattr(parquet, "LARGEST_GROUP_BYTES", 10)

    assert "a row group unpacks to more than 10 bytes" == refusal(content()).message


def test_a_cell_without_end_is_refused(texts, monkeypatch):
    """No export has one."""
    monkeypatch.setattr(bounds, "LONGEST_CELL", 3)

    with pytest.raises(LocatedError, match="has a cell longer than 3 bytes"):
        texts(pa.array(["abcd"]))


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b"",
        lambda b: b"PK\3\4" + b"\0" * 100,
        lambda b: b[:-4] + b"PAR2",
        lambda b: b[: len(b) // 2],
        lambda b: b[:-8] + b"\xff\xff\xff\x7f" + b[-4:],
        lambda b: b[:4] + b"\xff" * (len(b) - 600) + b[-596:],
    ],
)
def test_what_is_no_parquet_is_refused(refusal, content, change):
    """Empty, an archive, another magic, cut off, a footer longer than the file, overwritten."""
    error = refusal(change(content()))

    assert error.message.startswith("this is no sound Parquet file (")
    assert "\n" not in error.message


def test_two_columns_of_one_name_are_refused(refusal, tmp_path):
    """Nobody could say which is meant."""
    file = tmp_path / "twice.parquet"
    names = [*COLUMNS, "seq"]
    pq.write_table(pa.table([*map(pa.array, COLUMNS.values()), pa.array([2])], names), file)

    assert "several columns are named 'seq'" == refusal(file.read_bytes()).message


def test_damaged_bytes_never_raise_what_is_not_ours(source, tmp_path, content):
    """Four hundred random damages: each is read, or refused with a place."""
    sound, chance = (
        content({name: column * 50 for name, column in COLUMNS.items()}),
        random.Random(7),
    )
    given, outcomes = source(format="parquet"), set()
    for _ in range(400):
        damaged = bytearray(sound)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        file = tmp_path / "damaged.parquet"
        file.write_bytes(damaged)
        try:
            _, report = read_records(given, file, shown="t.parquet")
        except LocatedError as error:
            outcomes.add("refused")
            assert error.at.startswith(("t.parquet:", "itsm.yaml:"))
        else:
            outcomes.add("read")
            assert report.tickets_read == report.tickets_used + sum(report.excluded.values())

    assert {"refused", "read"} == outcomes


def test_a_file_that_changes_meanwhile_is_refused(tmp_path, content):
    """The digest would be that of another state."""
    file = tmp_path / "t.parquet"
    file.write_bytes(content())

    with parquet.open_table(None, file, "t.parquet") as table:
        rows = table.rows([1, 2])
        next(rows)
        with file.open("ab") as growing:
            growing.write(b"x")
        with pytest.raises(EnvironmentFault, match=r"t\.parquet changed while it was read"):
            list(rows)
