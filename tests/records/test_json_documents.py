"""JSON exports: every shape in which tools and scripts write records, and every way to break one."""

import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.records.sources import json_documents, read_records
from slaspec.records.sources.byte_streams import TooLargeError
from slaspec.records.sources.json_documents import JsonText, MalformedError
from tests.records import desk

ISSUES = frozenset({"issues"})


def members(text, lists=ISSUES):
    """The objects of a text."""
    return [record.members for record in JsonText(io.StringIO(text)).records(lists)]


def places(text):
    """Where the objects of a text begin."""
    return [(r.line, r.column) for r in JsonText(io.StringIO(text)).records(ISSUES)]


def malformed(text):
    """Why a text is refused, and where."""
    with pytest.raises(MalformedError) as caught:
        members(text)
    return caught.value.sentence, caught.value.line, caught.value.column


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}\n{"a": 2}\n',
        '{"a": 1} {"a": 2}',
        '[{"a": 1}, {"a": 2}]',
        '[[{"a": 1}], [{"a": 2}]]',
        '{"total": 2, "issues": [{"a": 1}, {"a": 2}], "names": {"a": "A"}}',
        '{"issues": [{"a": 1}]}\n{"issues": [{"a": 2}]}',
        '[{"issues": [{"a": 1}], "isLast": false}, {"issues": [{"a": 2}], "isLast": true}]',
        '\n\n{"a": 1}\r\n\r\n{"a": 2}',
        '{"issues": []}{"issues": [{"a": 1}, {"a": 2}]}',
    ],
)
def test_records_are_found_in_every_wrapping(text):
    """JSON Lines, one after the other, arrays, arrays of pages, and pages one after the other."""
    assert [{"a": "1"}, {"a": "2"}] == members(text)


def test_numbers_stay_as_they_are_written():
    """No digit is lost, and none is made up."""
    text = '{"a": 1.50, "b": 12345678901234567890.123, "c": 1e3, "d": -0, "e": true, "f": null}'

    assert [
        {"a": "1.50", "b": "12345678901234567890.123", "c": "1e3", "d": "-0", "e": True, "f": None}
    ] == members(text)


def test_every_record_has_its_place():
    """The line and the column where its object begins."""
    text = '{"issues": [\n  {"a": 1},\n\n    {"a": 2}, {"a": 3}\n]}'

    assert [(2, 3), (4, 5), (4, 15)] == places(text)


@pytest.mark.parametrize(
    ("text", "sentence", "line", "column"),
    [
        ("", "the file is empty", 1, 1),
        (" \n\n", "the file is empty", 1, 1),
        ("<html>", "an object with a record, or an array of them, is expected here", 1, 1),
        ('[1, {"a": 1}]', "an object with a record, or an array of them, is expected here", 1, 2),
        ("[[[[[]]]]]", "an object with a record, or an array of them, is expected here", 1, 4),
        ('{"a": 1', "the JSON is cut off here", 1, 8),
        ('{"a": "x', "the JSON is cut off: what begins here never ends", 1, 7),
        ('[{"a": 1}', "the JSON is cut off here", 1, 10),
        ('{"issues": [{"a": 1},\n{"a"', "the JSON is cut off here", 2, 5),
        ('{"a": 1,}', "a key in quotes is expected behind the comma", 1, 9),
        ('[{"a": 1},]', "another value is expected behind the comma", 1, 11),
        ('{"a" 1}', "this is no JSON: ':' is expected here, not '1'", 1, 6),
        ("{a: 1}", "a key in quotes is expected here", 1, 2),
        ('{"a":\n {"b": nil}}', "this is no JSON: expecting value", 2, 8),
        ('{"a": 1, "a": 2}', "this object has 'a' twice", 1, 10),
        ('{"a": {"b": 1, "b": 1}}', "an object has 'b' twice", 1, 7),
        ('{"a": NaN}', "NaN is no number of JSON", 1, 7),
        ('{"a": [-Infinity]}', "-Infinity is no number of JSON", 1, 7),
        ('{"a": "x\ty"}', "this is no JSON: invalid control character at", 1, 9),
    ],
)
def test_what_is_no_export_is_refused_at_its_place(text, sentence, line, column):
    """Each fault has a sentence, a line and a column."""
    assert (sentence, line, column) == malformed(text)


def test_an_escaped_pair_of_halves_is_a_character():
    """Two halves that belong together are text."""
    assert [{"a": "😀"}] == members('{"a": "\\ud83d\\ude00"}')


def test_values_that_are_nested_without_end_are_refused():
    """Not with a traceback."""
    deep = '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"

    assert ("the values are nested too deep", 1, 7) == malformed(deep)


def test_a_record_without_end_is_refused(monkeypatch):
    """It is not read into memory to the last character."""
    monkeypatch.setattr(json_documents, "LARGEST_RECORD", 1000)
    monkeypatch.setattr(json_documents, "BLOCK", 100)

    with pytest.raises(TooLargeError, match="a record is longer than 1,000 characters"):
        members('{"a": "' + "x" * 10_000)


JSON = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.sampled_from("abc"), JSON), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(OBJECTS, st.integers(1, 40), st.booleans(), st.sampled_from([None, 2]))
def test_nothing_depends_on_how_much_is_read_at_once(objects, block, ascii, indent):
    """The same records from blocks of any size, escaped or not, indented or on one line."""
    text = json.dumps({"issues": objects}, ensure_ascii=ascii, indent=indent)
    whole = members(text)
    assert objects == whole
    before = json_documents.BLOCK
    json_documents.BLOCK = block
    try:
        assert whole == members(text)
        assert places(text) == sorted(places(text))
    finally:
        json_documents.BLOCK = before


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(OBJECTS, st.data())
def test_a_text_that_is_cut_off_is_never_read_as_whole(objects, data):
    """Wherever it is cut, it is refused."""
    text = json.dumps({"issues": objects})
    cut = text[: data.draw(st.integers(0, len(text) - 1))]

    with pytest.raises(MalformedError):
        members(cut)


@given(st.text(st.sampled_from('[]{}",:\\u0d8 \n\t1-.ainftrue'), max_size=60))
def test_no_text_leads_to_a_traceback(text):
    """It is an export of whole objects, or it is refused at a place inside it."""
    try:
        found = members(text)
    except MalformedError as refused:
        assert 1 <= refused.line <= text.count("\n") + 1
        assert 1 <= refused.column <= len(text) + 1
        assert refused.sentence
    else:
        assert all(isinstance(each, dict) for each in found)


@pytest.fixture
def refused(written):
    """`file:line:column`, message and help for a file of issues."""

    def refuse(content, name="issues.json"):
        file = written(content, name)
        with pytest.raises(LocatedError) as caught:
            read_records(desk.structured(desk.source("jira")), file, shown=name)
        return caught.value.at, caught.value.message, caught.value.help

    return refuse


def test_a_file_that_is_no_json_is_refused_with_its_place(refused):
    """As a file, with what to do."""
    assert (
        "issues.json:1:1",
        "the text contains bytes that are not UTF-8, on this line or later",
        "export it as JSON in UTF-8",
    ) == refused(b'{"issues": [\n\xff\xfe')
    assert "the text contains a NUL character, on this line or later" == refused(b"[\0]")[1]


def test_gzip_data_that_is_cut_off_is_refused(refused, written):
    """What follows is unknown."""
    file = written(b"")
    packed = gzip.compress(json.dumps([desk.jira_issue()]).encode())
    file = file.with_name("issues.json.gz")
    file.write_bytes(packed[:-9])

    with pytest.raises(LocatedError) as caught:
        read_records(desk.structured(desk.source("jira")), file, shown="i.gz")
    assert "the gzip data is damaged or cut off" == caught.value.message


def test_a_packed_file_gives_the_same_records(written):
    """Its digest is of the bytes as given."""
    issues = json.dumps([desk.jira_issue()])
    plain, packed = (written(issues, name) for name in ("i.json", "i.json.gz"))
    source = desk.structured(desk.source("jira"))

    one, other = (read_records(source, file, shown="i") for file in (plain, packed))

    assert one[0].ids == other[0].ids
    assert one[0].history.at.tolist() == other[0].history.at.tolist()
    assert one[1].digest != other[1].digest


def test_a_byte_order_mark_is_no_fault(written):
    """Some scripts write one."""
    file = written(b"\xef\xbb\xbf" + json.dumps([desk.jira_issue()]).encode(), "i.json")

    tickets, _ = read_records(desk.structured(desk.source("jira")), file, shown="i")

    assert ("DESK-1",) == tickets.ids
