"""JSON Lines: what is read, and what refuses the whole file at which line."""

import gzip
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.records.sources import byte_streams, read_records

ROW = {"number": "INC1", "state": "New", "updated": "2026-03-02T08:00:00Z", "seq": 1}
LINE = json.dumps(ROW) + "\n"


@pytest.fixture
def read_lines(source, written):
    """Tickets and report of some lines, through the smallest source with these overrides."""

    def read(text, name="t.jsonl", **overrides):
        given = source(format="jsonl", **overrides)
        return read_records(given, written(text, name), shown="t.jsonl")

    return read


@pytest.fixture
def refusal(read_lines):
    """Place and message of the error that refuses some lines."""

    def refuse(text, **overrides):
        with pytest.raises(LocatedError) as caught:
            read_lines(text, **overrides)
        assert caught.value.help
        return caught.value.at, caught.value.message

    return refuse


def test_reads_plain_and_packed_lines_alike(read_lines, rows_of):
    """A name that ends in .gz is unpacked; a byte order mark and empty lines are nothing."""
    plain, _ = read_lines(LINE)
    packed, _ = read_lines(LINE, name="t.jsonl.gz")
    marked, _ = read_lines(b"\xef\xbb\xbf\n" + LINE.encode() + b"  \r\n")

    assert rows_of(plain) == rows_of(packed) == rows_of(marked)
    assert ("INC1",) == plain.ids


@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz"])
def test_the_digest_is_that_of_the_file_as_given(source, written, name):
    """The report names the bytes on the disk, packed or not."""
    file = written(LINE, name)

    _, report = read_records(source(format="jsonl"), file, shown="t")

    assert hashlib.sha256(file.read_bytes()).hexdigest() == report.digest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"Ærø"', "Ærø"),
        ("1.50", "1.50"),
        ("1E2", "1E2"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.10"),
        ("-0", "-0"),
        ("true", "true"),
        ("false", "false"),
        ("null", ""),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_a_value_is_the_text_that_is_written(read_lines, value, text):
    """Numbers keep their digits; nothing goes through a binary floating point."""
    line = LINE.replace('"seq": 1', f'"seq": 1, "extra": {value}')

    tickets, _ = read_lines(line, more={"extra": "extra"})

    assert [text] == tickets.fields["extra"]


def test_a_key_that_some_rows_lack_is_an_empty_cell(read_lines):
    """Exports leave out what is null."""
    second = json.dumps({**ROW, "seq": 2, "extra": "x"}) + "\n"

    tickets, report = read_lines(LINE + second, more={"extra": "extra"})

    assert (["x"], 2) == (tickets.fields["extra"], report.rows_read)


def test_a_mapped_key_that_no_row_has_refuses_the_file(read_lines, source, written):
    """As a column that is not in a header does: a slip would read as always empty."""
    with pytest.raises(LocatedError) as caught:
        read_lines(LINE, more={"closed": "update"})

    assert ("t.jsonl:1:1", "no row has 'update'") == (caught.value.at, caught.value.message)
    assert "did you mean 'updated' for 'update'?" in caught.value.help


def test_a_file_without_rows_is_a_quiet_month(read_lines):
    """There is no header that could be missing."""
    tickets, report = read_lines("")

    assert (0, 0) == (len(tickets), report.rows_read)


def test_what_is_not_mapped_may_be_anything(read_lines):
    """Objects and lists beside the mapped keys say nothing."""
    line = LINE.replace('"seq": 1', '"seq": 1, "raw": {"a": [1, {"b": null}]}, "tags": []')

    assert ("INC1",) == read_lines(line)[0].ids


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (LINE + "INC2,New\n", "2:1", "this line is no JSON: Expecting value"),
        (LINE + LINE[:20], "2:20", "this line is no JSON: Unterminated string starting at"),
        (LINE + "{} {}\n", "2:4", "this line is no JSON: Extra data"),
        ("[" + LINE + "]", "1:1", "this line is the beginning of a list, not an object"),
        (f"[{LINE.strip()}]\n", "1:1", "this line holds a list, not an object"),
        ('"INC1"\n', "1:1", "this line holds a single value, not an object"),
        ("[" * 200_000, "1:1", "the values of this line are nested too deep"),
        (LINE.replace("1}", "NaN}"), "1:1", "NaN is no number of JSON"),
        (LINE.replace("1}", "-Infinity}"), "1:1", "-Infinity is no number of JSON"),
        (LINE.replace("1}", '1, "seq": 2}'), "1:1", "an object has 'seq' twice"),
        (LINE.replace("1}", "[1]}"), "1:4", "'seq' holds a list, not one value"),
        (LINE.replace("1}", '{"n": 1}}'), "1:4", "'seq' holds an object, not one value"),
        (LINE.replace("INC1", "\\ud800"), "1:1", "this value contains half a character"),
        (LINE.replace("INC1", "\\u0000"), "1:1", "this value contains a NUL character"),
        (LINE.encode() + b"\xff\n", "2:1", "this line contains bytes that are not UTF-8 (ff)"),
        (LINE.encode() + b"\0\n", "2:1", "this line contains a NUL character"),
        (LINE.encode("utf-16"), "1:1", "this text is UTF-16, not JSON Lines in UTF-8"),
        (b"PK\3\4\0", "1:1", "this is a zip archive, perhaps a workbook, not JSON Lines in"),
        (
            gzip.compress(LINE.encode(), mtime=0),
            "1:1",
            "this is a gzip file whose name does not end",
        ),
    ],
)
def test_refuses_what_is_no_flat_object_on_a_line(refusal, text, place, message):
    """The first fault, at its line."""
    at, said = refusal(text)

    assert (f"t.jsonl:{place}", True) == (at, said.startswith(message)), said


def test_a_damaged_gzip_is_refused(source, written):
    """What was unpacked before the damage counts for nothing."""
    cut = written(gzip.compress(LINE.encode() * 9)[:-9], "t.jsonl")
    packed = cut.rename(cut.with_name("cut.jsonl.gz"))

    with pytest.raises(LocatedError, match="the gzip data is damaged or cut off"):
        read_records(source(format="jsonl"), packed, shown="t.jsonl")


def test_a_gzip_bomb_is_stopped(refusal, read_lines, monkeypatch):
    """The text is bounded, however small the file is."""
    monkeypatch.setattr(byte_streams, "LARGEST_TEXT_BYTES", 1000)

    with pytest.raises(LocatedError, match=r"the text is larger than 1,000 bytes"):
        read_lines(LINE * 100, name="t.jsonl.gz")


def test_a_line_without_end_is_stopped(refusal, monkeypatch):
    """A line is held whole, so it is bounded too."""
    monkeypatch.setattr(byte_streams, "LONGEST_LINE_BYTES", 1000)

    assert "a line is longer than 1,000 bytes" == refusal(LINE[:-2] + " " * 2000 + "}")[1]


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4), max_size=5))
def test_any_objects_are_rows_or_a_refusal(source, written, objects):
    """Every row is accounted for; nothing raises what is not our own."""
    text = "".join(json.dumps({**ROW, **each}) + "\n" for each in objects)
    try:
        tickets, report = read_records(
            source(format="jsonl"), written(text, "t.jsonl"), shown="t.jsonl"
        )
    except LocatedError as error:
        assert "NUL" in error.message or "surrogate" in error.message
    else:
        assert len(objects) == report.rows_read
        assert report.tickets_read == len(tickets) + sum(report.excluded.values())
