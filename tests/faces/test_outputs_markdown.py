"""Markdown for the summary of a job: complete, short enough, and inert."""

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from slaspec.findings import Span
from slaspec.report.escape import for_markdown, for_terminal
from slaspec.report.findings_markdown import LONGEST, markdown
from slaspec.use_cases.baseline import Entry
from tests.faces.outputs import HOSTILE, TEXTS, checked, counted, finding, hostile

INERT = {"text", "softbreak", "code_inline", "strong_open", "strong_close"}


def parsed(text):
    """The tokens of a document, as GitHub's dialect has them: HTML and tables included."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)


def inline(text):
    """The tokens inside paragraphs, headings and cells."""
    return [inner for token in parsed(text) for inner in token.children or ()]


def test_a_sentence_a_table_and_the_findings():
    """How much was read, counts by file, and each finding with its rule and what to do."""
    text = markdown(
        checked(
            finding("no window", help="add one"),
            finding("no room", severity="warning", target="", rule="P003", line=50),
        )
    )

    assert text == (
        "## ▼ slaspec: 1 error, 1 warning\n"
        "\n"
        f"{counted()} in `contracts`, as of 2026-11-21.\n"
        "\n"
        "| | file | document | errors | warnings | remarks |\n"
        "|---|---|---|--:|--:|--:|\n"
        "| ▼ | `contracts/ferries.sla.yaml` | `ferry-desk` | 1 | 1 | 0 |\n"
        "\n"
        "### `contracts/ferries.sla.yaml`\n"
        "\n"
        "- **error** M004, line 41, target `resolution`: `no window`\n"
        "  - fix: `add one`\n"
        "\n"
        "- **warning** P003, line 50: `no room`\n"
    )


def test_nothing_found_is_said_without_a_table():
    """A green check is two sentences."""
    assert markdown(checked()) == (
        f"## ● slaspec: no findings\n\n{counted()} in `contracts`, as of 2026-11-21.\n"
    )


def test_the_baseline_is_said_and_its_findings_are_not_listed():
    """What was there already and what is fixed are counts; new findings are listed."""
    text = markdown(
        checked(
            finding("new", line=2),
            already_there=[finding("old", line=1)],
            fixed=[Entry("M004", "ferry-desk", "", "0" * 16, 2)],
            baseline="b.json",
        )
    )

    assert "\n1 finding already there (`b.json`), 2 fixed.\n" in text
    assert "`new`" in text
    assert "`old`" not in text


def test_a_table_of_a_finding_keeps_its_columns():
    """The counterexample of a promise is a block of its own, with its cells below each other."""
    rows = (("reported", "16:30"), ("restored by", "``` 12:00"))

    [block] = [
        token for token in parsed(markdown(checked(finding(table=rows)))) if token.type == "fence"
    ]

    assert "reported     16:30\nrestored by  ``` 12:00\n" == block.content


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_one_code_span(text):
    """Any text is one span of code and nothing else: read back it is what a terminal shows."""
    tokens = inline(f"- x: {for_markdown(text)}\n\n| a |\n|---|\n| {for_markdown(text)} |\n")

    spans = [token.content for token in tokens if token.type == "code_inline"]
    shown = for_terminal(text).replace("|", r"\u007c")
    assert [shown if shown.strip() else " "] * 2 == spans
    assert {"text", "code_inline"} == {token.type for token in tokens}


@settings(deadline=None)
@given(TEXTS)
@example("a | b\\| `c`")
def test_a_text_changes_nothing_of_the_document(text):
    """Whatever a contract says, the parts of the document are those of a harmless one."""
    tokens = parsed(markdown(checked(hostile(text))))

    harmless = parsed(markdown(checked(hostile("x"))))
    assert [token.type for token in harmless] == [token.type for token in tokens]
    assert {inner.type for token in tokens for inner in token.children or ()} <= INERT


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_renders_without_a_tag(text):
    """Rendered, the text stands in `<code>` as characters: no link, no image, no script."""
    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(markdown(checked(hostile(text))))
    )

    assert not any(tag in html for tag in ("<a", "<img", "<script", "<!--", "<em"))


def test_a_comment_has_room_for_it():
    """Beyond 60,000 characters the rest is counted, not cut in the middle."""
    many = [
        finding("x" * 500, span=Span(f"contracts/{n}.yaml", 1, 1), help="y" * 100)
        for n in range(150)
    ]

    text = markdown(checked(*many))

    listed = text.count("- **error**")
    assert LONGEST * 0.9 < len(text) < 65_536
    assert text.endswith(f"\n… and {150 - listed} more findings: see `slaspec check`.\n")
