"""The comment of a pull request: the verdict first, never too long, and nothing in it acts."""

import dataclasses
import re

import pytest
from hypothesis import assume, example, given, settings
from markdown_it import MarkdownIt

from slaspec.report.escape import for_terminal
from slaspec.report.review_markdown import LONGEST, MARKER, markdown
from slaspec.report.review_outline import Items, Section
from slaspec.report.review_told import outline
from tests.faces.outputs import HOSTILE, TEXTS
from tests.review.reviews import (
    AFTER,
    BEFORE,
    backing,
    change,
    empty,
    finding,
    gate,
    golden,
    impact,
    paired,
    review,
    rich,
    simulated,
    with_text,
)

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OWN_WORDS = ("%", "s", "records", "objective", "objectives", "targets", "remedies", "")
PAYLOADS = [
    *HOSTILE,
    "@octocat",
    "#123",
    "octo/repo#1",
    "GH-7",
    "www.evil.example",
    "https://evil.example",
    "someone@evil.example",
    ":tada:",
    "<details open><summary>x</summary>",
    "</details>",
    "<!-- slaspec:diff -->",
    "``` \n# heading\n```",
    "| a | b |\n|---|---|",
    "x`y``z",
    "\\`",
    "[x]: https://evil.example",
    "<https://evil.example>",
    "$\\href{https://evil.example}{x}$",
    "&#64;octocat",
    "a<br>b",
]


def tokens(text):
    """Every token, those inside paragraphs, headings and cells included."""
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def own(text):
    """What is not in a code span or a block: the program's own words and its HTML."""
    return [
        (token.type, token.content)
        for token in tokens(text)
        if token.type in ("text", "html_block", "html_inline")
    ]


def quoted(text):
    """What stands in code spans."""
    return [token.content for token in tokens(text) if token.type == "code_inline"]


def cells(text):
    """The cells of the first table, as a reader sees them."""
    html = PARSER.render(text)
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("</table>")[0], re.DOTALL)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def test_the_comment_of_a_rich_review():
    """The whole comment, as a reviewer has it."""
    golden("rich.md", markdown(rich()))


def test_the_verdict_comes_first():
    """A hidden marker by which a bot finds its comment, then the verdict."""
    assert [MARKER, "", "### ✗ needs 3 decisions"] == markdown(rich()).splitlines()[:3]


def test_nothing_changed_is_nothing_to_post():
    """A bot stays silent; asked to speak, it says a line."""
    golden("empty.md", markdown(empty(), always=True))
    assert "" == markdown(empty())
    assert f"{MARKER}\n✓ Nothing of meaning changed.\n" == markdown(empty(), always=True)


def test_the_table_of_changes():
    """Mark, what, before, after, direction, and whether it is still backed."""
    head, first, second, *_ = cells(markdown(rich()))

    assert ["", "What", "Before", "After", "Direction", "Backed?"] == head
    assert ["▲", "acme#resolution/P1/within", "5h", "4h", "tightened", "✗ broken"] == first
    assert [
        *("▼", "acme#response/P3/share", "90%"),
        *("80% from 2027-01-01 (draft)", "loosened", "as before"),
    ] == second


def test_a_promise_that_another_change_reaches_has_a_row():
    """An OLA is loosened: the SLA that stands on it is unchanged, and no longer backed."""
    ola = change(document="platform", kind="OLA", target="restore", path=("targets", "restore"))
    told = review(changes=(ola,), backing=(backing(through=("platform",)),))

    [_, row] = cells(markdown(told))

    assert ["✗ broken acme#resolution/P1"] == row[5:]


def test_a_promise_reached_by_something_else_has_its_own_row():
    """A calendar of a leaf: nothing of the promise is among the changes."""
    [_, row] = cells(markdown(review(backing=(backing(through=("office-no", "platform")),))))

    assert [
        *("=", "acme#resolution/P1", "–", "unchanged", "–"),
        "✗ broken through office-no, platform",
    ] == row


def test_of_many_broken_promises_the_number_is_told():
    """One OLA stands behind many SLAs: the cell stays short."""
    ola = change(document="platform", kind="OLA", target="restore", path=("targets", "restore"))
    moved = tuple(backing(document=f"sla-{n}", through=("platform",)) for n in range(5))

    [_, row] = cells(markdown(review(changes=(ola,), backing=moved)))

    assert "✗ broken (5)" == row[5]


def test_exposure_before_after_and_the_error():
    """Simulated months, the replay in brackets; the error of the mean is stated."""
    text = markdown(rich())

    assert "| any at all | 22.0% (3 of 12) | 41.0% (5 of 12) | +19.0 pp |" in text
    assert (
        "| expected | 520.00 EUR (500.00 EUR) | 1,380.00 EUR (833.33 EUR)"
        " | +860.00 EUR ± 26.53 EUR |" in text
    )
    assert "± is one standard error of the mean difference: 3.1% of it; with more months" in text
    assert "1,000 simulated months of `desk-profile`, seed 7; in brackets the replay" in text


def test_a_small_error_asks_for_no_more_months():
    """Below 2 % of the difference it is good enough."""
    rows = (paired(BEFORE, AFTER, error="17.20"),)
    exact = review(impacts=(impact(streams=(simulated(rows=rows),)),))

    assert "± is one standard error of the mean difference: 2.0% of it.\n" in markdown(exact)


def test_the_windows_that_flip_name_their_tickets():
    """Folded: who asks why finds the records."""
    assert "| replay | `2026-03` | `acme#resolution/P1` | `met` | `missed` |" in markdown(rich())
    assert "| `INC-1042`, `INC-1077` |" in markdown(rich())


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_no_payload_leaves_its_code_span(hostile):
    """No link, no image, no HTML, no mention: our own words are those of a harmless review."""
    text = markdown(with_text(hostile))

    assert own(markdown(with_text("x"))) == own(text)
    assert not {"link_open", "image"} & {token.type for token in tokens(text)}


@settings(deadline=None, max_examples=25)
@given(TEXTS)
@example("Bx")
def test_no_text_leaves_its_code_span(text):
    """Whatever a contract says, the parts of the comment are those of a harmless one."""
    assume(text not in OWN_WORDS)
    harmless = markdown(with_text("B" if text.startswith("B") else "x"))
    shown = markdown(with_text(text))

    assert own(harmless) == own(shown)
    assert [token.type for token in PARSER.parse(harmless)] == [
        token.type for token in PARSER.parse(shown)
    ]


@settings(deadline=None, max_examples=25)
@given(TEXTS)
def test_a_cell_gives_back_the_text(text):
    """Read back, a cell is what the contract says, as a terminal would show it."""
    shown = for_terminal(text).replace("|", r"\u007c")

    found = quoted(markdown(review(changes=(change(before=text, sentence="-"),))))

    cell = found[found.index("acme#resolution/P1/within") + 1]
    assert (shown if shown.strip() else " ") == cell


def huge():
    """A portfolio in which everything changed."""
    one = impact()
    return review(
        changes=tuple(
            change(target=f"t{n}", path=("targets", f"t{n}"), before="x" * 100, after="y" * 100)
            for n in range(2000)
        ),
        backing=tuple(
            backing(document=f"sla-{n}", target="q", through=("platform",)) for n in range(500)
        ),
        impacts=tuple(dataclasses.replace(one, agreement=f"sla-{n}") for n in range(300)),
        gates=tuple(gate("G004", "missing-approval", "denied", "z" * 480) for _ in range(400)),
        findings=tuple(finding("w" * 480, target=f"t{n}") for n in range(400)),
    )


def test_a_comment_has_room_for_it():
    """Below 60,000 characters; whole rows are left out and counted, every part is still there."""
    text = markdown(huge())

    rows = len(re.findall(r"^\| ▲ ", text, re.MULTILINE))
    assert LONGEST * 0.8 < len(text) < LONGEST
    assert re.search(rf"… and {2500 - rows:,} more changes in the job summary\.", text)
    assert re.search(r"… and \d+ more agreements in the job summary\.", text)
    assert re.search(r"… and \d+ more gates in the job summary\.", text)
    assert text.count("<details>") == text.count("</details>") > 2
    assert all(len(row) == 6 for row in cells(text))


def test_the_summary_of_a_job_has_more_room():
    """The same review, longer, with another place for the rest."""
    text = markdown(huge(), longest=250_000, rest="in the output of `slaspec diff`")

    assert 200_000 < len(text) < 250_000
    assert len(text.encode()) < 1_000_000
    assert "more changes in the output of `slaspec diff`." in text


def test_a_section_without_room_is_counted_whole():
    """Not even one row: the heading and how many there are."""
    text = markdown(huge(), longest=600)

    assert "… and 2,500 more changes in the job summary." in text
    assert len(text) < 3_000


def test_a_long_text_is_cut():
    """Four hundred characters of a sentence; the rest is in the other outputs."""
    [cut] = [each for each in quoted(markdown(review(notes=("n" * 999,), changes=(change(),))))
             if each.startswith("nn")]  # fmt: skip

    assert 400 == len(cut)
    assert cut.endswith("…")


def test_sections_without_anything_to_say_are_left_out():
    """No heading without a sentence."""
    told = outline(review(changes=(change(),)))

    assert ["Changes", "The changes in sentences", "Method, seeds and versions"] == [
        section.title for section in told.sections
    ]
    assert all(isinstance(section, Section) for section in told.sections)
    assert Items(()) not in [part for s in told.sections for group in s.groups for part in group]
