"""A review as one HTML file: whole, offline, readable by every reader, and inert."""

import base64
import hashlib
import re
import unicodedata
from html.parser import HTMLParser

import jinja2
import pytest
from hypothesis import assume, given, settings

from slaspec.report.escape import for_html, for_terminal
from slaspec.report.review_html import html
from slaspec.report.review_outline import Chart
from slaspec.report.review_picture import drawn
from slaspec.review.histogram import Bar
from tests.faces.outputs import HOSTILE, TEXTS
from tests.review.reviews import change, empty, golden, paired, review, rich, with_text
from tests.review.test_outputs_markdown_review import OWN_WORDS, PAYLOADS

VOID = {"meta", "rect"}
TAGS = set(
    "html head meta title style body div header h1 h2 nav ul li a main section p bdi details"
    " summary table caption thead tbody tr th td span pre svg desc rect text".split()
)


class Page(HTMLParser):
    """What a browser would make of a text: elements with attributes, and the words inside."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.quoted, self.open, self.comments = [], [], [], []
        self.words = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(attributes)))
        if tag == "bdi":
            self.quoted.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, tuple(attributes)))

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "bdi":
            self.quoted[-1] += data
        elif self.open and self.open[-1] not in ("style", "pre"):
            self.words.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


def shown(text):
    """A text as the page shows it: `##[` and `::` do nothing in a browser and stay."""
    return for_terminal(text.replace("#", "\ue000").replace(":", "\ue001")).translate(
        {0xE000: "#", 0xE001: ":"}
    )


def test_the_page_of_a_rich_review():
    """The whole page."""
    golden("rich.html", html(rich()))


def test_the_page_of_nothing():
    """A page with the verdict, so that an artifact is always there."""
    golden("empty.html", html(empty()))
    assert "Nothing of meaning changed" in html(empty())


def test_nothing_is_loaded_and_nothing_is_run():
    """No address but places of the page itself, no script; the policy allows the one style."""
    text = html(rich())
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    attributes = {pair for _, every in Page(text).elements for pair in every}

    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    assert {name for name, _ in attributes} & {"src", "style", "onclick", "srcset"} == set()
    assert all(value.startswith("#part-") for name, value in attributes if name == "href")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_only_known_elements():
    """Every element is closed, and is one of the template's."""
    assert {tag for tag, _ in Page(html(rich())).elements} <= TAGS


def test_tables_can_be_read_aloud():
    """Each has a caption, headings of columns, and a heading of each row."""
    text = html(rich())

    assert text.count("<table>") == text.count("<caption>") >= 5
    assert '<th scope="col"><span class="hidden">Mark</span></th>' in text
    assert '<th scope="row"><bdi>acme#resolution/P1/within</bdi></th>' in text


def test_the_picture_has_a_table():
    """What a picture shows is in words as well."""
    text = html(rich())

    assert 'role="img" aria-labelledby="part-2-3-title part-2-3-desc"' in text
    assert "Credits of a month, before and after, EUR</title>" in text
    assert '<th scope="row">0</th>\n<td class="figure">78.0%</td>' in text


def test_the_bars_are_to_scale():
    """The longest bar has the full width, the others their part of it, in whole units."""
    row = paired(["0"] * 3 + ["1"], ["0"] * 2 + ["1"] * 2)

    picture = drawn(Chart("Credits", row.bars_before, row.bars_after, "EUR"))

    shown = [(row.label, [bar.width for bar in row.bars]) for row in picture.rows]
    assert (("0", [180, 120]), ("0.8 to 1", [60, 120])) == (shown[0], shown[-1])
    assert ["75.0%", "50.0%"] == [bar.share for bar in picture.rows[0].bars]


def test_a_picture_of_nothing_is_empty():
    """No month in any bar: no division by zero."""
    [row] = drawn(Chart("x", (Bar(0, 0, 0),), (Bar(0, 0, 0),), "")).rows

    assert [0, 0] == [bar.width for bar in row.bars]


def test_every_printed_page_says_what_it_is_of():
    """Versions, revisions and the day stand in the header that a print repeats."""
    [running] = re.findall(r'<div class="running"[^>]*>(.*?)</div>', html(rich()))

    assert (
        "SLA review · acme 2.3.0 → 2.4.0 · Compared with origin/main (3f1c9ab); head: working tree."
        " View: provider. As of 2026-11-22." == re.sub("<[^>]+>", "", running)
    )


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_no_payload_changes_the_page(hostile):
    """The same elements and attributes, and our own words, as in a harmless page."""
    page, harmless = Page(html(with_text(hostile))), Page(html(with_text("x")))

    assert harmless.elements == page.elements
    assert harmless.words == page.words
    assert [] == page.comments
    assert shown(hostile) in page.quoted


@settings(deadline=None, max_examples=25)
@given(TEXTS)
def test_a_cell_of_the_page_gives_back_the_text(text):
    """Read back, a cell is what the contract says, with controls as escapes."""
    assume(text not in OWN_WORDS)

    page = Page(html(review(changes=(change(before=text),))))

    assert shown(text) in page.quoted


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_page_printed_to_a_log_is_inert(hostile):
    """`--output-format html` without a file: no line is a command of a build server."""
    text = html(with_text(hostile))

    assert "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.split("\n"))


@given(TEXTS)
def test_escaped_text_is_text(text):
    """No markup, no quote that ends an attribute, no control character."""
    escaped = for_html(text)

    assert not set("<>\"'") & set(escaped)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in escaped)


def test_a_name_that_is_missing_is_an_error():
    """The template is strict: a page with a hole is never written."""
    from slaspec.report.review_html import _environment

    with pytest.raises(jinja2.UndefinedError):
        _environment().from_string("{{ nothing }}").render()
    assert "&lt;b&gt;" == _environment().from_string("{{ x }}").render(x="<b>")
