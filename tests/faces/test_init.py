"""`slaspec init`: a portfolio that checks green from the first minute, and overwrites nothing."""

import json
import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time
import yaml

import slaspec
from slaspec.checks.registry import all_rules
from slaspec.cli import run
from slaspec.cli.settings import today
from slaspec.language.quantities import Zone
from slaspec.use_cases.init import starting_portfolio

all_rules()  # `pytester` forgets what a run inside this process imported


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything_in(folder):
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("first", ["2026-01-01", "2026-11-01", "2027-03-15", "2028-02-29"])
def test_a_new_portfolio_has_no_findings(here, first):
    """No error, no warning and no remark on its first day, whichever day that is."""
    assert 0 == run(["init", "--from", first])

    assert [] == slaspec.load("contracts").check(date.fromisoformat(first))


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/Sao_Paulo", "Asia/Kolkata", "UTC"])
def test_it_is_green_in_other_zones(here, zone):
    """The office may be anywhere."""
    assert 0 == run(["init", "--from", "2026-11-01", "--timezone", zone])

    assert [] == slaspec.load("contracts").check(date(2026, 11, 22))


def test_without_a_date_it_begins_with_this_month(here, capsys):
    """Whole windows from the start; the check of today is green and exits with 0."""
    assert 0 == run(["init"])
    first = today().replace(day=1)
    assert first == slaspec.load("contracts").agreement("customer-sla").effective.from_.value

    capsys.readouterr()
    assert 0 == run(["check"])
    assert "no findings" in capsys.readouterr().out


def test_the_commands_of_its_readme_work(here, capsys):
    """Every command that the README shows, but pytest, which has a test of its own."""
    run(["init", "--from", "2026-11-02"])
    (block,) = re.findall(r"```\n(.*?)```", Path("README.md").read_text("utf-8"), re.DOTALL)
    commands = [line.split() for line in block.splitlines()]

    assert ["slaspec", "pytest", "slaspec"] == [words[0] for words in commands]
    with freeze_time("2026-11-22"):  # its check is of today, and the terms end some day
        assert [0, 0] == [run(words[1:]) for words in commands if words[0] == "slaspec"]
    assert "resolution (clause 4.1): resolved by Mon 2026-11-02 21:30" in capsys.readouterr().out


def test_pytest_is_green_in_it(pytester):
    """Every aspect of every target is an item, and all pass."""
    assert 0 == run(["init", str(pytester.path), "--from", "2026-11-01"])

    result = pytester.runpytest_subprocess(
        "-p", "slaspec.pytest_plugin", "--slaspec-as-of", "2026-11-22"
    )
    outcomes = result.parseoutcomes()
    assert {"passed"} == set(outcomes)
    assert outcomes["passed"] > 20


def test_editors_find_the_schema_without_a_network(here):
    """Each contract's first line leads to a file of the folder; so does the setting of VS Code."""
    run(["init"])
    contracts = [path for path in Path("contracts").rglob("*.yaml")]
    for path in contracts:
        modeline = path.read_text("utf-8").split("\n")[0]
        (schema,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", modeline)
        named = path.parent / schema

        assert named.samefile("schemas/v1/slaspec.schema.json")
    schemas = json.loads(Path(".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert ["./schemas/v1/slaspec.schema.json"] == list(schemas)
    for path in Path("schemas/v1").iterdir():
        for ref in re.findall(r'"\$ref": "([^"#]+)', path.read_text("utf-8")):
            assert (path.parent / ref).is_file()


def test_other_files_are_well_formed(here):
    """The build server checks, and shows what changed; no placeholder is left in any file."""
    run(["init"])
    workflow = yaml.safe_load(Path(".github/workflows/slaspec.yml").read_text("utf-8"))
    lines = [step["run"] for step in workflow["jobs"]["contracts"]["steps"] if "run" in step]

    assert [["pip", "install"], ["slaspec", "check"], ["slaspec", "diff"]] == [
        line.split()[:2] for line in lines if not line.startswith("cat ")
    ]
    assert [] == [name for name, text in everything_in(here).items() if b"<<" in text]


@pytest.mark.parametrize(
    "taken", ["README.md", "contracts/terms.yaml", ".vscode/settings.json", "pyproject.toml"]
)
def test_nothing_is_written_where_a_file_is_in_the_way(here, capsys, taken):
    """The file is named, keeps its bytes, and no other file appears; exit code 2."""
    file = here / taken
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"mine")

    assert 2 == run(["init"])
    assert {taken: b"mine"} == everything_in(here)
    assert taken in capsys.readouterr().err


def test_a_dead_link_and_a_file_for_a_folder_are_in_the_way(here, capsys):
    """A link is not followed, and a file `contracts` is no folder."""
    os.symlink("nowhere", here / "README.md")
    (here / "contracts").write_text("mine", "utf-8")

    assert 2 == run(["init"])
    assert {"contracts", "README.md"} == set(os.listdir(here))
    assert "README.md, contracts" in capsys.readouterr().err


def test_twice_is_once(here):
    """The second run changes nothing and says so."""
    run(["init", "sla"])
    before = everything_in(here)

    assert 2 == run(["init", "sla"])
    assert before == everything_in(here)


def test_a_full_disk_leaves_nothing(here, monkeypatch):
    """Neither a file nor a new folder stays behind; exit code 3."""

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    assert 3 == run(["init", "sla/one"])
    assert [] == os.listdir(here)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--timezone", "Oslo"], "timezone"),
        (["--from", "tomorrow"], "a date"),
        (["--from", "2199-01-01"], "cannot begin on 2199-01-01"),
    ],
)
def test_wrong_options_are_said(here, capsys, arguments, said):
    """Exit code 2 with a sentence; nothing is written."""
    assert 2 == run(["init", *arguments])
    assert said in capsys.readouterr().err
    assert {} == everything_in(here)


def test_the_same_date_gives_the_same_files():
    """No clock, no chance: the portfolio is a function of its date and zone."""
    first, zone = date(2026, 11, 1), Zone("Europe/Oslo")

    assert starting_portfolio(first, zone) == starting_portfolio(first, zone)
    assert starting_portfolio(first, zone) != starting_portfolio(first + timedelta(days=1), zone)
