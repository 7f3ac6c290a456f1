"""Text of a contract never acts: not in a terminal, not in a build log, not in a spreadsheet."""

import csv
import dataclasses
import io
import json
import unicodedata
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slaspec.cli import run
from slaspec.findings import Finding, Span
from slaspec.report.escape import for_csv, for_terminal
from slaspec.report.findings_json import findings_data, to_json
from slaspec.report.findings_text import concise, excerpt
from slaspec.report.statement_csv import COLUMNS, statement_csv
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.demo import demo

HOSTILE = [
    "::error file=x::y",
    "  ::error::y",
    "\u3000::error::y",
    "##[error]x",
    "###[[error]x",
    "a\n::error::b",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\x07\x08\r",
    "\u202eevil\u202c",
    "zero\u200bwidth\ufeff",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\uff1d1",
    '"=1',
    "<img src=x onerror=alert(1)>",
    "[bold red]x[/]",
    "\ud800",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))


def acts(line):
    """Whether a line could do something to a terminal or a GitHub runner."""
    return (
        line.lstrip().startswith("::")
        or "##[" in line
        or any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)
        or any(
            c in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
            for c in line
        )
    )


def finding(text):
    """A finding with a text in every place where an author's text may stand."""
    return Finding(
        rule="D001",
        severity="error",
        message=text,
        span=Span(f"{text}.yaml", 1, 1),
        help=text,
        related=((text, Span(text, 1, 1)),),
    )


@settings(deadline=None)
@given(TEXTS)
def test_a_text_for_a_terminal_does_not_act(text):
    """No control, no direction, no command of a build log; one line; plain text is left alone."""
    shown = for_terminal(text)

    assert not acts(shown)
    if (
        text.isascii()
        and text.isprintable()
        and "##[" not in text
        and not text.lstrip().startswith("::")
    ):
        assert text == shown


@settings(deadline=None)
@given(TEXTS, st.integers(1, 300), st.integers(1, 300))
def test_an_excerpt_does_not_act_and_its_caret_is_inside(text, column, width):
    """Whatever the line and wherever the place: two lines, the second of blanks and carets."""
    placed = dataclasses.replace(finding("x"), span=Span("x", 1, column, width))

    lines = excerpt(placed, lambda file, number: text)

    assert len(lines) in (0, 2)
    assert not any(acts(line) for line in lines)
    assert not lines or lines[1].removeprefix("      | ").strip(" ").strip("^") == ""


@settings(deadline=None)
@given(TEXTS)
def test_a_finding_in_text_does_not_act(text):
    """File names, messages and ids of a hostile portfolio are inert in a log."""
    assert not acts(concise(finding(text)))


@settings(deadline=None)
@given(TEXTS)
def test_json_gives_back_the_text(text):
    """ASCII only, and every text is the same after parsing."""
    written = to_json(findings_data([finding(text)], {}))

    [read] = json.loads(written)["findings"]
    assert written.isascii()
    assert (text, f"{text}.yaml", text) == (read["message"], read["file"], read["help"])


@cache
def preview():
    """The demo's preview: something to put texts into."""
    return demo().preview


def with_text(text):
    """The demo's preview with a text as its title, version, clause and sentence."""
    plain = preview()
    target = dataclasses.replace(plain.agreement.targets[0], clause=text)
    agreement = dataclasses.replace(plain.agreement, title=text, version=text, targets=(target,))
    [line] = plain.statement.lines
    steps = tuple(dataclasses.replace(step, sentence=text) for step in line.trail)
    statement = dataclasses.replace(
        plain.statement, lines=(dataclasses.replace(line, trail=steps),)
    )
    return dataclasses.replace(plain, agreement=agreement, statement=statement)


@settings(deadline=None)
@given(TEXTS)
@example("'=1")
def test_csv_gives_back_the_text_and_no_formula(text):
    """Read back, a cell is the text, with a quote before it where a spreadsheet would compute."""
    written = statement_csv(with_text(text))

    [row] = csv.DictReader(io.StringIO(written, newline=""), strict=True)
    assert for_csv(text) == row["contract_version"] == row["clause"]
    assert text in (row["clause"], row["clause"].removeprefix("'"))
    texts = [row[name] for name in COLUMNS if name not in ("net_credit", "bonus")]
    assert not any(
        cell[:1] in tuple("=+-@\t\r\0\uff1d\uff0b\uff0d\uff20") for cell in texts if cell
    )


def test_figures_in_csv_stay_figures():
    """An amount is a number without a quote, whatever its sign."""
    row = statement_csv(preview()).splitlines()[1]

    assert ",5400.00,0.00," in row


@settings(deadline=None)
@given(TEXTS)
def test_a_statement_in_text_does_not_act(text):
    """Title, version and sentences of a hostile contract are inert, and no markup of a table."""
    shown = statement_text(with_text(text))

    assert not any(acts(line) for line in shown.split("\n"))


@settings(deadline=None)
@given(TEXTS)
def test_a_statement_in_json_gives_back_the_text(text):
    """Title and sentences are the same after parsing."""
    data = json.loads(to_json(statement_data(with_text(text))))

    assert (text, text) == (data["title"], data["lines"][0]["trail"][0]["sentence"])


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[31m.yaml",
        "a\n::error::b.yaml",
        "##[error]x.yaml",
        "::error::x.yaml",
        "=cmd.yaml",
        "\u202e.yaml",
    ],
)
def test_file_names_do_not_act(project, capsys, name):
    """A hostile file name is shown escaped, and stands in JSON as it is."""
    project.write(name, "id: x: y\n")

    assert 1 == run(["check", "--select", "Y001"])
    assert not any(acts(line) for line in capsys.readouterr().out.split("\n"))
    run(["check", "--select", "Y001", "--output-format", "json"])
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert f"contracts/{name}" == found["file"]


def test_arguments_do_not_act(project, capsys):
    """What was typed (or substituted by a script) is shown escaped in errors."""
    for arguments in (
        ["check", "\x1b[31m"],
        ["check", "--select", "\x1b[31m"],
        ["\x1b[31m"],
        ["check", "--fail-on", "\x1b[31m##[error]"],
        ["explain", "\x1b[31m#1"],
        ["preview", "\x1b[31m", "2026-03", "--records", "\x1b=\x1b"],
    ):
        assert 2 == run(arguments)
        out, err = capsys.readouterr()
        assert "" == out
        assert not any(acts(line) for line in err.split("\n"))


def test_texts_of_a_contract_do_not_act_in_a_preview(project, capsys):
    """From the file to the screen: markup and commands come out as text."""
    project.replace(
        "ferries.sla.yaml",
        "title: Service desk for Harbour Ferries",
        "title: 'x ##[error] [bold]y[/]'",
    )
    project.replace("ferries.sla.yaml", 'version: "1.2"', 'version: "1.2"')
    arguments = ["preview", "ferry-desk", "2026-03", "--as-of", "2026-04-20"]

    assert 0 == run([*arguments, "--records", "ticket-export=tickets.csv"])

    out = capsys.readouterr().out
    assert "[bold]y[/]" in out
    assert not any(acts(line) for line in out.split("\n"))
