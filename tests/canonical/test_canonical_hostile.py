"""A canonical file that somebody else wrote, cut or changed: a named error, or the same records."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from slaspec.errors import EnvironmentFault, LocatedError
from slaspec.records.canonical import footer, is_canonical, open_canonical, write_canonical
from slaspec.records.canonical import opened as opened_module
from slaspec.records.canonical.head import KEY
from slaspec.records.tickets import ABSENT
from tests.canonical.canonical_build import EACH_KIND, EVENTS_CSV, TICKETS, plain, records_of

SHOWN = "records.parquet"


@pytest.fixture
def file(tmp_path):
    """A good file of three tickets."""
    source, records, report = records_of(TICKETS, EVENTS_CSV)
    made = tmp_path / SHOWN
    write_canonical(made, source, [records], report)
    return made


def read_all(file):
    """Everything that can be read of a file."""
    return [plain(part) for part in open_canonical(file, SHOWN)]


def refusal(file):
    with pytest.raises(LocatedError) as caught:
        read_all(file)
    assert f"{SHOWN}:1:1" == caught.value.at
    assert caught.value.help
    return caught.value.message


def rewritten(file, change=lambda table: table, head=lambda head: head):
    """The same file with another table, or another head, by hand."""
    table = pq.read_table(file)
    said = json.loads(pq.read_metadata(file).metadata[KEY])
    return written(file, change(table), json.dumps(head(said)).encode())


def written(file, table, head):
    """A table with a head, sealed as ours are."""
    with file.open("w+b") as stream:
        with pq.ParquetWriter(stream, table.schema, store_schema=False) as writer:
            writer.write_table(table)
            writer.add_key_value_metadata({KEY: head, footer.KEY: footer.UNSEALED})
        footer.seal(stream)
    return file


def with_column(name, values):
    """A change of one column."""

    def change(table):
        index = table.schema.get_field_index(name)
        field = table.schema.field(name)
        array = pa.array(values(table[name].to_pylist()), type=field.type)
        return table.set_column(index, field, array)

    return change


def test_a_file_by_hand_is_read_like_ours(file):
    """The changes below are refused for what they change, not for who wrote the file."""
    before = read_all(file)

    assert before == read_all(rewritten(file))


@pytest.mark.parametrize("kept", [0, 3, 4, 8, 100, 0.3, 0.5, 0.9, -8, -1])
def test_a_file_that_is_cut_off_is_refused(file, kept):
    """Wherever it ends: Parquet says at its end what it holds."""
    whole = file.read_bytes()
    size = int(len(whole) * kept) if isinstance(kept, float) else kept % len(whole)
    file.write_bytes(whole[:size])

    assert "the Parquet file is damaged or cut off" in refusal(file)
    assert not is_canonical(file)


@pytest.mark.parametrize("keys", range(len(EACH_KIND)))
def test_a_byte_that_was_changed_is_found_or_does_not_matter(tmp_path, keys):
    """Four hundred files with one wrong byte: a named error each, or the same records."""
    source, records, report = records_of(*EACH_KIND[keys])
    file = tmp_path / SHOWN
    write_canonical(file, source, [records], report)
    whole, good = file.read_bytes(), read_all(file)
    random = np.random.Generator(np.random.Philox(keys))
    different, refused = 0, 0
    for place in random.integers(0, len(whole), 400).tolist():
        wrong = bytearray(whole)
        wrong[place] ^= 1 << int(random.integers(0, 8))
        file.write_bytes(wrong)
        try:
            different += read_all(file) != good
        except LocatedError:
            refused += 1

    assert 0 == different
    assert refused > 300


def test_parquet_of_somebody_else_is_not_canonical(tmp_path):
    """A table without our head."""
    file = tmp_path / SHOWN
    pq.write_table(pa.table({"id": ["INC1"]}), file)

    assert not is_canonical(file)
    assert "not the canonical file of a slaspec import" in refusal(file)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda head: {**head, "format": "slaspec-records/9"}, "not of slaspec-records/1"),
        (lambda head: {**head, "table": "prices"}, "its description is damaged"),
        (lambda head: {**head, "names": {}}, "its description is damaged"),
        (lambda head: {**head, "columns": ["service"]}, "its columns are not those of tickets"),
        (lambda head: {**head, "columns": head["columns"] + ["price"]}, "description is damaged"),
        (lambda head: {**head, "columns": head["columns"][::-1]}, "are not those that it says"),
        (lambda head: {**head, "columns": head["columns"] + ["id"]}, "are not those of tickets"),
        (lambda head: [], "its description is damaged"),
        (lambda head: {**head, "report": {**head["report"], "tickets_used": 4}}, "says that there"),
        (lambda head: {**head, "report": {**head["report"], "tickets_used": -1}}, "damaged"),
        (lambda head: {**head, "report": {**head["report"], "precision_seconds": 7}}, "damaged"),
        (lambda head: {**head, "report": {**head["report"], "findings": [{}]}}, "damaged"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(file, change, says):
    """What the file says of itself is held against what it is."""
    assert says in refusal(rewritten(file, head=change))


def test_a_head_that_is_no_json_is_refused(file):
    """Deeply nested text must not end in a recursion."""
    table = pq.read_table(file)
    for text in (b"", b"{", b"[" * 100_000, b"1" * 10_000, b"\xff"):
        assert "this canonical file cannot be used" in refusal(written(file, table, text))


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("service", lambda old: [0, 1, 2], "column service of the canonical file has a code"),
        ("service", lambda old: [-1, 0, 0], "column service of the canonical file has a code"),
        ("priority_first", lambda old: [-2, 0, 0], "column priority_first"),
        ("last_state", lambda old: [0, 1, 100], "column last_state"),
        ("tool_met", lambda old: [2, 0, 0], "column tool_met"),
        ("stamp_reported", lambda old: [0, 1, 1 << 40], "a time that is not between 1970"),
        ("stamp_reported", lambda old: [0, ABSENT + 1, 0], "a time that is not between 1970"),
        (
            "history",
            lambda old: [[{**event, "at": -(1 << 62)} for event in each] for each in old],
            "a time that is not between 1970",
        ),
        (
            "history",
            lambda old: [[{**event, "state": 99} for event in each] for each in old],
            "column history of the canonical file has a code",
        ),
        (
            "history",
            lambda old: [[{**event, "group": 7} for event in each] for each in old],
            "column history of the canonical file has a code",
        ),
    ],
)
def test_values_that_no_import_writes_are_refused(file, column, values, says):
    """Codes that stand for nothing and times beyond the calendar never reach a clock."""
    assert says in refusal(rewritten(file, change=with_column(column, values)))


@pytest.mark.parametrize(
    ("column", "type"),
    [("service", pa.int64()), ("stamp_reported", pa.float64()), ("id", pa.binary())],
)
def test_columns_of_another_type_are_refused(file, column, type):
    """Nothing is cast: a time as a fraction is not a time."""

    def change(table):
        index = table.schema.get_field_index(column)
        field = pa.field(column, type, nullable=False)
        return table.set_column(index, field, table[column].cast(type))

    assert f"its column {column} is {type}" in refusal(rewritten(file, change=change))


def test_a_column_with_nulls_is_refused(file):
    """A column that may be empty is another column."""

    def change(table):
        index = table.schema.get_field_index("service")
        return table.set_column(index, "service", pa.array([0, None, 0], pa.int32()))

    assert "its column service" in refusal(rewritten(file, change=change))


@pytest.mark.parametrize("bound", ["MOST_ROWS", "MOST_VALUES", "MOST_BYTES"])
def test_parts_larger_than_ours_are_refused(file, bound, monkeypatch):
    """Absurd numbers of rows, of values, of bytes: refused before a row is read."""
    monkeypatch.setattr(opened_module, bound, 2)

    assert "part 1 of the file is larger than any that is written" in refusal(file)


def test_as_many_rows_as_the_disk_never_held_cost_no_memory(file):
    """A head that promises a million million records is refused by what the footer says."""
    before = pa.total_allocated_bytes()

    many = {"tickets_used": 10**12, "tickets_read": 10**12}
    lie = rewritten(file, head=lambda head: {**head, "report": {**head["report"], **many}})

    assert "it holds 3 records and says that there are 1,000,000,000,000" in refusal(lie)
    assert pa.total_allocated_bytes() - before < 1 << 20


def test_a_footer_that_was_changed_is_not_parsed(file, monkeypatch):
    """A damaged footer could end the process in the library that parses it."""
    whole = file.read_bytes()
    place = whole.rfind(b"stamp_reported")
    file.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    monkeypatch.setattr(pq, "ParquetFile", None)

    assert "its footer is not as it was written" in refusal(file)
    assert is_canonical(file)


def test_one_text_a_million_times_is_held_once(tmp_path, monkeypatch):
    """A dictionary of one long text for every row does not grow to its size times the rows."""
    source, records, report = records_of(TICKETS, EVENTS_CSV)
    file = tmp_path / SHOWN
    write_canonical(file, source, [records], report)
    table = pq.read_table(file)
    rows, long = 200_000, "x" * 100_000
    wide = pa.concat_tables([table.slice(0, 1)] * rows).combine_chunks()
    codes = pa.array(np.zeros(rows, dtype=np.int32))
    caller = pa.DictionaryArray.from_arrays(codes, pa.array([long]))
    index = wide.schema.get_field_index("field_caller")
    wide = wide.set_column(index, pa.field("field_caller", caller.type, nullable=False), caller)
    head = json.loads(pq.read_metadata(file).metadata[KEY])
    head["report"]["tickets_used"] = rows
    written(file, wide, json.dumps(head).encode())
    before = pa.total_allocated_bytes()

    held = open_canonical(file, SHOWN)[0].fields["caller"]

    assert (rows, long) == (len(held), held[rows - 1])
    assert pa.total_allocated_bytes() - before < 100 << 20


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_is_no_file_is_a_fault_of_the_environment(tmp_path, what):
    """Nothing there, or something else there."""
    place = tmp_path / what
    if what == "folder":
        place.mkdir()

    assert not is_canonical(place)
    with pytest.raises(EnvironmentFault):
        open_canonical(place, SHOWN)
