"""CSV files: what is read, and what refuses the whole file at which place."""

import gzip
import hashlib
import os

import pytest

from slaspec.errors import EnvironmentFault, LocatedError
from slaspec.records.reading import coding
from slaspec.records.sources import byte_streams, read_records
from slaspec.records.sources.csv_faults import unreadable_text

HEADER = "number,state,updated,seq\n"
ROW = "INC1,New,2026-03-02T08:00,0\n"
SECOND = "INC2,Closed,2026-03-02T09:00,0\n"


def test_reads_plain_and_packed_files_alike(read, rows_of):
    """A name that ends in .gz is unpacked, in any letter case."""
    plain, _ = read(HEADER + ROW + SECOND)
    packed, _ = read(HEADER + ROW + SECOND, name="tickets.csv.gz")

    assert rows_of(plain) == rows_of(packed)


def test_reads_an_upper_case_suffix(read, written, source):
    """EXPORT.CSV.GZ is a gzip file as well."""
    file = written(gzip.compress((HEADER + ROW).encode(), mtime=0), "EXPORT.CSV.GZ")

    assert ("INC1",) == read_records(source(), file, shown="t.csv")[0].ids


@pytest.mark.parametrize("name", ["tickets.csv", "tickets.csv.gz"])
def test_digest_is_that_of_the_file_as_given(source, written, name):
    """The report names the bytes on the disk, packed or not."""
    file = written(HEADER + ROW * 1, name)

    _, report = read_records(source(), file, shown="t.csv")

    assert hashlib.sha256(file.read_bytes()).hexdigest() == report.digest


def test_byte_order_mark_is_no_part_of_the_header(read):
    """A spreadsheet writes U+FEFF in front; the first column keeps its name."""
    tickets, _ = read("\ufeff" + HEADER + ROW)

    assert ("INC1",) == tickets.ids


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(read, end):
    """LF, CRLF and CR end a row alike; the last row needs no end."""
    tickets, report = read((HEADER + ROW + SECOND).rstrip("\n").replace("\n", end))

    assert ("INC1", "INC2") == tickets.ids
    assert 2 == report.rows_read


def test_blank_lines_are_no_rows(read):
    """An empty line holds no record, wherever it stands."""
    tickets, report = read(HEADER + ROW + "\n" + SECOND + "\n\n")

    assert 2 == report.rows_read
    assert 2 == len(tickets)


def test_cells_may_contain_commas_quotes_and_line_breaks(read):
    """RFC 4180: a quoted cell holds anything; places count physical lines."""
    first = '"a ""b"", c\r\nd",New,2026-03-02T08:00,0\r\n'

    tickets, report = read(HEADER + first + "INC2,Foreign,2026-03-02T09:00,0\n")

    assert ('a "b", c\r\nd',) == tickets.ids
    assert (4, 2) == report.findings[0].span[1:3]


def test_columns_may_stand_in_any_order_among_others(read, rows_of):
    """Only names matter."""
    expected, _ = read(HEADER + ROW)

    actual, _ = read("x,seq,updated,state,y,number\n1,0,2026-03-02T08:00,New,2,INC1\n")

    assert rows_of(expected) == rows_of(actual)


@pytest.mark.parametrize("rows_at_once", [1, 2, 3, 512])
def test_the_size_of_blocks_does_not_matter(read, rows_of, monkeypatch, rows_at_once):
    """Rows are coded in blocks; where these end changes nothing."""
    text = HEADER + "".join(f"INC{i % 3},Active,2026-03-02T08:{i:02},{i}\n" for i in range(7))
    expected = read(text)

    monkeypatch.setattr(coding, "ROWS_AT_ONCE", rows_at_once)
    actual = read(text)

    assert rows_of(expected[0]) == rows_of(actual[0])
    assert expected[1] == actual[1]


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", "t.csv:1:1", "the file is empty"),
        ("\n\n", "t.csv:1:1", "the file is empty"),
        (HEADER + ROW + "INC2,New\n", "t.csv:3:3", "this row has 2 cells, the header has 4"),
        (
            HEADER + "INC2,New,2026-03-02T08:00,0,x\n",
            "t.csv:2:5",
            "this row has 5 cells, the header has 4",
        ),
        ("number,state,number\n", "t.csv:1:3", "columns 1 and 3 are both named 'number'"),
        ('[{"number": "INC1", "state": "New"}]', "t.csv:1:1", "this is JSON, not CSV"),
        ('{\n "number": "INC1"\n}\n', "t.csv:1:1", "this is JSON, not CSV"),
        (
            HEADER.replace(",", ";") + ROW,
            "t.csv:1:1",
            "the cells are separated by semicolons, not by commas",
        ),
        (
            HEADER.replace(",", "\t") + ROW,
            "t.csv:1:1",
            "the cells are separated by tabs, not by commas",
        ),
        (
            HEADER + ROW + 'INC2,"New,2026-03-02T08:00,0\nINC3,New,2026-03-02T08:00,0\n',
            "t.csv:3:2",
            "a quote is opened here and never closed",
        ),
        (
            HEADER + '"INC\n2","New" or not,2026-03-02T08:00,0\n',
            "t.csv:2:2",
            "text stands behind a closing quote",
        ),
        (
            HEADER + ROW + 'INC2,New,"' + "x" * 140_000 + '",0\n',
            "t.csv:3:3",
            "a cell is longer than 131,072 characters",
        ),
    ],
)
def test_refuses_what_is_no_strict_csv(refused, text, at, message):
    """The whole file is refused at file:line:column, in words."""
    error = refused(text)

    assert (at, message) == (error.at, error.message)
    assert error.help


@pytest.mark.parametrize(
    ("raw", "at", "message"),
    [
        (
            (HEADER + ROW).encode() + b"INC2,Fran\xe7ais,2026-03-02T08:00,0\n",
            "t.csv:3:2",
            "this cell contains bytes that are not UTF-8 (e7)",
        ),
        (
            b"number,st\xc3\x28te\n",
            "t.csv:1:2",
            "this cell contains bytes that are not UTF-8 (c3)",
        ),
        (
            (HEADER + ROW).encode() + b"INC\x002,New,2026-03-02T08:00,0\n",
            "t.csv:3:1",
            "this cell contains a NUL character",
        ),
        ((HEADER + ROW).encode("utf-16"), "t.csv:1:1", "this text is UTF-16, not CSV in UTF-8"),
        (
            gzip.compress((HEADER + ROW).encode(), mtime=0),
            "t.csv:1:1",
            "this is a gzip file whose name does not end in .gz, not CSV in UTF-8",
        ),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "t.csv:1:1",
            "this is a zip archive, perhaps a workbook, not CSV in UTF-8",
        ),
    ],
)
def test_refuses_what_is_no_utf_8_text(refused, raw, at, message):
    """The first cell that cannot be read is named with its place."""
    error = refused(raw)

    assert (at, message) == (error.at, error.message)
    assert "export the file as CSV in UTF-8" == error.help


def test_a_byte_order_mark_does_not_hide_a_fault(refused):
    """A place behind U+FEFF is found all the same."""
    error = refused(b"\xef\xbb\xbf" + HEADER.encode() + b"INC1,\xff,2026-03-02T08:00,0\n")

    assert "t.csv:2:2" == error.at


@pytest.mark.parametrize("cut", [0, 3, 12, 40, -1])
def test_refuses_gzip_that_is_cut_off_or_none(source, written, cut):
    """A packed file without its end is no complete export."""
    packed = (
        gzip.compress((HEADER + ROW).encode(), mtime=0)[:cut] if cut else (HEADER + ROW).encode()
    )
    file = written("x")
    file = file.rename(file.with_suffix(".gz"))
    file.write_bytes(packed)

    with pytest.raises(LocatedError, match="the gzip data is damaged or cut off"):
        read_records(source(), file, shown="t.gz")


def test_refuses_gzip_with_a_wrong_checksum(source, written):
    """A packed file that was changed on its way is not read as if nothing had happened."""
    packed = bytearray(gzip.compress((HEADER + ROW).encode(), mtime=0))
    packed[-8] ^= 1
    file = written("x")
    file = file.rename(file.with_suffix(".gz"))
    file.write_bytes(packed)

    with pytest.raises(LocatedError, match="damaged"):
        read_records(source(), file, shown="t.gz")


def test_refuses_text_beyond_its_bound(refused, monkeypatch):
    """What a small packed file unpacks to is bounded."""
    monkeypatch.setattr(byte_streams, "LARGEST_TEXT_BYTES", 100)

    error = refused(HEADER + ROW * 10)

    assert "the text is larger than 100 bytes" == error.message


def test_refuses_a_line_beyond_its_bound(refused, monkeypatch):
    """A line without end is not collected in memory."""
    monkeypatch.setattr(byte_streams, "LONGEST_LINE_BYTES", 100)

    error = refused(HEADER + ROW * 10 + "x" * 101)

    assert "a line is longer than 100 bytes" == error.message


def test_long_texts_of_short_lines_are_within_the_bound(read, monkeypatch):
    """The bound of a line counts from the end of the line before, across reads."""
    monkeypatch.setattr(byte_streams, "LONGEST_LINE_BYTES", 100)
    monkeypatch.setattr(byte_streams, "READ_BYTES", 16)

    tickets, _ = read(HEADER + ROW + SECOND)

    assert 2 == len(tickets)


def test_a_file_that_is_not_there_is_a_fault_of_the_environment(source, tmp_path):
    """The message has the name that the caller knows."""
    with pytest.raises(EnvironmentFault, match="^gone.csv cannot be read: No such file"):
        read_records(source(), tmp_path / "gone", shown="gone.csv")


def test_a_folder_or_pipe_is_no_file(source, tmp_path):
    """Neither is opened: a pipe could block for ever."""
    os.mkfifo(tmp_path / "pipe")

    for odd in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(EnvironmentFault, match="is not a regular file"):
            read_records(source(), odd, shown="odd")


def test_names_all_columns_that_are_missing(refused):
    """Every lacking column in one message, with the name that was meant."""
    error = refused("numbr,state,updated,seqence\nINC1,New,2026-03-02T08:00,0\n")

    assert "t.csv:1:1" == error.at
    assert "the header has no column 'number' (for id), 'seq' (for order)" == error.message
    assert "did you mean 'numbr' for 'number'? did you mean 'seqence' for 'seq'?" == error.help


def test_a_column_that_is_mapped_already_was_not_meant(refused):
    """`updated` is nearer than `status`, and is the time of the update."""
    columns = {"id": "number", "at": "updated", "state": "upstate", "order": "seq"}
    error = refused("number,status,updated,seq\nINC1,New,2026-03-02T08:00,0\n", columns=columns)

    assert "did you mean 'status' for 'upstate'?" == error.help


def test_lists_the_columns_where_no_name_is_near(refused):
    """Without a near name the header itself is shown."""
    error = refused("a,b\n1,2\n")

    assert "the columns are 'a', 'b'" == error.help


def test_a_disk_that_fails_is_a_fault_of_the_environment(read, monkeypatch):
    """An error in the middle of a file is not a fault of its text."""

    def fail(self, buffer):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(byte_streams.Digesting, "readinto", fail)

    with pytest.raises(EnvironmentFault, match="^t.csv cannot be read: Input/output error$"):
        read(HEADER + ROW)


def test_a_fault_that_is_gone_at_the_second_look_is_said(written):
    """Somebody wrote the file while it was read."""
    error = unreadable_text(written(HEADER + ROW), "t.csv")

    assert ("t.csv:1:1", "the file changed while it was read") == (error.at, error.message)
