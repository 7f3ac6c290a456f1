"""`slaspec require`: the sheet as text, Markdown and JSON, its exit codes, its file."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from slaspec.cli import run
from slaspec.language.schemas import folder as schemas
from slaspec.report.require_json import require_json
from slaspec.report.require_markdown import require_markdown
from slaspec.report.require_text import require_text
from slaspec.use_cases.require import require
from slaspec.use_cases.require_sheet import Figure, Part, Row, Sheet, StillOpen, User
from tests.backing.build import book, time_leaf, time_sla, times

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 3, 1)
TREE = ["desk-ola#restore", "net-ola#restore"]
HOSTILE = "x|](http://e.example)<b>\x1b[31m\n::error::`@all`"


def documents(net="4h"):
    """5h over 30 minutes of the desk and so much of the network team."""
    return [
        time_sla(TREE, "5h"),
        time_leaf("desk", "30min", metric=times(stop=["assigned"])),
        time_leaf("net", net, metric=times(start="assigned")),
    ]


def sheet(net="4h"):
    """What is required of the network team."""
    return require(book(*documents(net)), "net-ola", TODAY)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of contracts of which the network team promises so much."""

    def write(net="4h"):
        for each in documents(net):
            (tmp_path / f"{each['id']}.yaml").write_text(json.dumps(each), "utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return write


def asked(*arguments):
    """Run the command as of the day of these tests."""
    return run(["require", "net-ola", "--as-of", TODAY.isoformat(), *arguments])


def test_the_text_says_what_is_enough():
    """The verdict first, then each figure beside what is promised and who asks for it."""
    text = require_text(sheet())
    rows = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines()]

    assert ["What net-ola must promise, by the texts of 2026-03-01"] == rows[0]
    assert ["enough: 5 figures, none of them too little today"] == rows[2]
    assert [
        "●",
        "limit",
        "at most 4h 30min",
        "today 4h",
        "30min in hand",
        "asked by sla#resolve",
    ] in rows
    assert ["behind sla#resolve (90% within 5h, 24x7)"] in rows


def test_the_text_says_what_is_missing_and_why():
    """A mark of its own, how much, and what comes of it."""
    lines = [line.strip() for line in require_text(sheet("6h")).splitlines()]

    assert "1 of 5 figures not enough" in lines
    assert any(line.startswith("▼  limit") and "1h 30min too long" in line for line in lines)
    assert "limit: sla#resolve: worst case 6h 30min" in lines


def test_markdown_has_a_row_for_each_figure():
    """A table that a purchaser can send."""
    shown = require_markdown(sheet("6h"))

    assert (
        "| ▼ | limit | `at most 4h 30min` | `6h` | `1h 30min too long` | `sla#resolve` |" in shown
    )
    assert "- `limit: sla#resolve: worst case 6h 30min`" in shown


def test_of_very_many_that_ask_the_first_are_named():
    """Seven SLAs over one team: five names, and how many more; the JSON has all."""
    many = [{**time_sla(TREE, "5h"), "id": f"sla-{number}"} for number in range(7)]
    found = require(book(*many, *documents()[1:]), "net-ola", TODAY)
    names = [f"sla-{number}#resolve" for number in range(7)]

    assert f"asked by {', '.join(names[:5])}, 2 more\n" in require_text(found)
    assert names == json.loads(require_json(found))["parts"][0]["rows"][0]["figures"][0]["asked_by"]


@pytest.mark.parametrize("net", ["4h", "6h"])
def test_json_is_as_its_schema_says(net):
    """The published schema holds for what is enough and for what is not."""
    schema = json.loads((schemas("output") / "require.schema.json").read_text("utf-8"))
    data = json.loads(require_json(sheet(net)))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert ("slaspec-require/1", net == "4h") == (data["format"], data["enough"])
    assert "at most 4h 30min" == data["parts"][0]["rows"][0]["figures"][0]["required"]


def hostile():
    """A sheet in which every word is hostile."""
    figure = Figure(
        name="limit",
        required=HOSTILE,
        today=HOSTILE,
        enough=False,
        gap=HOSTILE,
        asked_by=(HOSTILE,),
        or_else=(HOSTILE,),
        why=HOSTILE,
    )
    row = Row(
        name=HOSTILE,
        service=HOSTILE,
        measured=HOSTILE,
        promised=HOSTILE,
        figures=(figure,),
        users=(User(name=HOSTILE, promised=HOSTILE),),
        together=(HOSTILE,),
    )
    part = Part(
        agreement=HOSTILE,
        kind="UC",
        title=HOSTILE,
        version=HOSTILE,
        term=(figure,),
        rows=(row,),
        unused=(HOSTILE,),
    )
    still = StillOpen(user=HOSTILE, sentence=HOSTILE, help=HOSTILE, judged=True)
    return Sheet(supplier=HOSTILE, name=HOSTILE, as_of=TODAY, parts=(part,), still_open=(still,))


def test_no_text_of_a_contract_acts_in_a_terminal_or_in_markdown():
    """No control character, no line of its own, no cell, no link, no markup, no mention."""
    text, shown = require_text(hostile()), require_markdown(hostile())

    assert "\x1b" not in text + shown
    assert not any(line.lstrip().startswith("::") for line in (text + shown).splitlines())
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", shown)
    assert not re.search(r"<b>|\]\(|@all", outside)
    cells = {line.count("|") for line in shown.splitlines() if line.startswith("|")}
    assert {7} == cells
    assert HOSTILE == json.loads(require_json(hostile()))["supplier"]


def test_the_command_says_by_its_exit_code_whether_it_is_enough(folder, capsys):
    """0 where everything is, 1 where something is not, 2 for nobody's id."""
    folder("4h")
    assert 0 == asked()
    folder("6h")
    assert 1 == asked("--contracts", ".")
    assert 2 == run(["require", "nobody"])
    captured = capsys.readouterr()
    assert "What net-ola must promise" in captured.out
    assert "there is no organisation, OLA or UC 'nobody'" in captured.err


@pytest.mark.parametrize(
    ("name", "start"), [("a.md", "## ●"), ("a.json", "{"), ("a.txt", "What net-ola")]
)
def test_a_file_has_the_form_of_its_ending(folder, capsys, name, start):
    """Nothing is printed then."""
    path = folder() / name

    assert 0 == asked("-o", str(path))
    assert path.read_text("utf-8").startswith(start)
    assert "" == capsys.readouterr().out


def test_a_form_that_was_asked_for_comes_before_the_ending(folder):
    """JSON in a file of any name."""
    path = folder() / "a.md"

    assert 0 == asked("-o", str(path), "--output-format", "json")
    assert "net-ola" == json.loads(path.read_text("utf-8"))["supplier"]


def test_the_example_of_the_documentation_is_what_the_command_prints(capsys, monkeypatch):
    """docs/require.md shows a real sheet of the hospital's portfolio."""
    monkeypatch.chdir(ROOT)
    run(["require", "medora", "--contracts", "contracts/hospital", "--as-of", "2026-11-22"])
    shown = (ROOT / "docs" / "require.md").read_text("utf-8")

    assert f"```\n{capsys.readouterr().out}```" in shown
