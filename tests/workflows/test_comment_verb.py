"""`slaspec comment`: what slaspec wrote comes back whole, and nothing else comes in."""

import json
import re
from functools import cache
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from slaspec.cli import run
from slaspec.errors import UsageError
from slaspec.report.review_from_json import LONGEST_TEXT, MOST_BYTES, from_json
from slaspec.report.review_json import json as to_json
from slaspec.report.review_markdown import LONGEST, MARKER, markdown
from tests.faces.outputs import HOSTILE
from tests.review.reviews import empty, rich

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ACTS = ("link_open", "image", "html_inline", "html_block", "text_special")


WRITTEN = to_json(rich())


def data():
    """The plain data of a review that has one of everything."""
    return json.loads(WRITTEN)


def paths(value, at=()):
    """Every place in plain data."""
    yield at
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*at, key))


def put(value, at, new):
    """Plain data with something else at a place."""
    for key in at[:-1]:
        value = value[key]
    value[at[-1]] = new


def read(plain):
    """The review of plain data."""
    return from_json(json.dumps(plain).encode(), "review.json")


def said(of):
    """What the refusal says."""
    with pytest.raises(UsageError) as refused:
        of()
    return str(refused.value)


def places(value, at=()):
    """Every place where a text stands."""
    if isinstance(value, str):
        yield at
    elif isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*at, key))


@cache
def open_places(text):
    """The places where any text of its kind (with or without a line end) may stand."""
    return tuple(at for at in places(data()) if takes(at, text))


def takes(at, text):
    """Whether a review may have a text at a place."""
    plain = data()
    put(plain, at, text)
    try:
        read(plain)
    except UsageError:
        return False
    return True


def filled(texts):
    """A review with texts of somebody else in every place where they may stand, one after another."""
    plain, given = data(), cycle(texts)
    lines = any("\n" in text or "\r" in text for text in texts)
    for at in open_places("two\r\nlines" if lines else "any words"):
        put(plain, at, next(given))
    return read(plain)


@pytest.mark.parametrize("review", [rich(), empty()], ids=["rich", "empty"])
def test_what_was_written_comes_back(review):
    """The same review, and the same Markdown of it."""
    again = from_json(to_json(review).encode(), "review.json")

    assert review == again
    assert markdown(review) == markdown(again)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=20))
def test_every_text_comes_back(texts):
    """Whatever stands in a contract; and the comment has room for it."""
    review = filled(texts)

    assert review == from_json(to_json(review).encode("ascii"), "review.json")
    assert len(markdown(review)) <= LONGEST


def test_the_verb_prints_the_comment(tmp_path, capsys):
    """The Markdown of `slaspec diff`, made anew from its JSON."""
    file = tmp_path / "review.json"
    file.write_text(to_json(rich()), "utf-8")

    assert 0 == run(["comment", str(file)])
    assert markdown(rich()) == capsys.readouterr().out


def test_nothing_is_printed_where_nothing_changed(tmp_path, capsys):
    """Unless a comment is there already that would be wrong now."""
    file = tmp_path / "review.json"
    file.write_text(to_json(empty()), "utf-8")

    assert 0 == run(["comment", str(file)])
    assert "" == capsys.readouterr().out
    assert 0 == run(["comment", "--always", str(file)])
    marker, line, *rest = capsys.readouterr().out.split("\n")
    assert (MARKER, [""]) == (marker, rest)
    assert "Nothing of meaning changed" in line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff{}", "not JSON"),
        (b"[]", "not as review.schema.json has it"),
        (b'{"a": 1, "a": 2}', "a key twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b'{"a": 1.5}', "1.5 is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "not as review.schema.json has it"),
        (b" " * (MOST_BYTES + 1), "larger than 1,048,576 bytes"),
    ],
)
def test_what_is_no_review_is_refused(content, reason):
    """With a sentence, whatever it is."""
    assert reason in said(lambda: from_json(content, "review.json"))


def test_a_file_of_ten_megabytes_is_not_read_to_its_end(tmp_path, capsys):
    """Exit code 2; so for a file that is not there, and for a folder."""
    file = tmp_path / "large.json"
    file.write_bytes(b'{"a": "' + b"x" * 10_000_000 + b'"}')

    for path in (file, tmp_path / "none.json", tmp_path):
        assert 2 == run(["comment", str(path)])
        assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda plain: plain.update(format="slaspec-review/2"), "format"),
        (lambda plain: plain.update(number=7), ""),
        (lambda plain: plain.pop("notes"), ""),
        (lambda plain: plain["changes"][0].update(severity="<b>"), "changes/0"),
        (lambda plain: plain["changes"][0].update(direction="better"), "changes/0"),
        (lambda plain: plain["changes"][0].update(html="<b>"), "changes/0"),
        (lambda plain: plain["changes"][0].update(base=None, head=None), "changes/0"),
        (lambda plain: plain["changes"][0].update(effective="2027-02-30"), "changes/0/effective"),
        (lambda plain: plain["changes"][0].update(sentence="x" * (LONGEST_TEXT + 1)), "changes/0"),
        (lambda plain: plain["regions"][0].update(low="1/0"), "regions/0/low"),
        (lambda plain: plain["regions"][0].update(low="1e999999999"), "regions/0/low"),
        (lambda plain: plain["regions"][0].update(low=True), "regions/0/low"),
        (lambda plain: plain["impacts"][0].update(maximum_after="NaN"), "impacts/0/maximum_after"),
        (lambda plain: plain["impacts"][0]["streams"][0].update(months=10**13), "months"),
        (lambda plain: plain.update(amounts=1), "amounts"),
        (lambda plain: plain.update(run={"a": {"b": []}} | {"c": "x" * 20_000}), "run"),
    ],
)
def test_what_slaspec_never_writes_is_refused(change, reason):
    """Unknown and missing keys, other words, other types, figures that would fill the memory."""
    plain = data()
    change(plain)
    refusal = said(lambda: read(plain))

    assert refusal.startswith("'review.json' is no review of slaspec diff: ")
    assert reason in refusal


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_damage_is_refused_or_shown(draw):
    """One place of the data is something else: a sentence or a comment, never a traceback."""
    plain = data()
    at = draw.draw(st.sampled_from([path for path in paths(plain) if path]))
    new = draw.draw(
        st.sampled_from([None, True, -1, 0, 2**40, "", "1/3", "x", [], {}, [[]], *HOSTILE])
    )
    put(plain, at, new)
    try:
        review = read(plain)
    except UsageError:
        return
    assert len(markdown(review)) <= LONGEST


def test_many_places_take_any_text():
    """The next test tries something."""
    assert 100 < len(open_places("any words"))
    assert 50 < len(open_places("two\r\nlines"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_acts_in_the_comment(text):
    """In whatever field: parsed as a hub parses it there is no link, image, HTML or mention."""
    marker, _, rest = markdown(filled([text])).partition("\n")

    assert MARKER == marker
    for block in MARKDOWN.parse(rest):
        for token in [block, *(block.children or [])]:
            ours = token.content.strip().startswith(("<details><summary>", "</details>"))
            assert token.type not in ACTS or ours, token
            if token.type == "text":
                assert not re.search("@everyone|evil|#1", token.content)
