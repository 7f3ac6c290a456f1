"""A baseline: what was there already does not fail, what is new does, what is fixed is said."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from slaspec.cli import run
from slaspec.language.schemas import folder
from slaspec.report.findings_json import to_json
from slaspec.use_cases.baseline import Entry, baseline_data, baseline_of, read_baseline
from slaspec.use_cases.settings import Settings
from tests.faces.conftest import PYPROJECT
from tests.faces.outputs import finding

PLUGIN = "slaspec.pytest_plugin"
CHECK = ("check", "--as-of", "2026-11-21")


@pytest.fixture
def said(capsys):
    """`said(arguments)`: exit code, standard output, standard error of a check."""

    def call(*arguments):
        capsys.readouterr()
        code = run([*CHECK, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def summary(out):
    """The last line that counts."""
    return next(line for line in out.splitlines() if line[:1] in "✗▲✓")


# --- the law -------------------------------------------------------------------------------------

FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["a", "b"]),
        rule=st.sampled_from(["M004", "D001", "T003"]),
        target=st.sampled_from(["", "one", "two"]),
        line=st.integers(1, 9),
    ),
    max_size=12,
)


@given(FINDINGS, FINDINGS)
def test_every_finding_is_new_or_there_already_and_every_entry_found_or_fixed(before, now):
    """Counts are kept: nothing is lost on either side, and nothing is hidden beyond its count."""
    old = baseline_of(before)

    result = old.compare(now, lambda rule: True)

    assert sorted([*result.new, *result.already_there], key=repr) == sorted(now, key=repr)
    counted = sum(entry.count for entry in old.entries)
    assert counted == len(before)
    assert counted == len(result.already_there) + sum(entry.count for entry in result.fixed)
    gone = {entry.fingerprint for entry in result.fixed}
    assert not gone & {each.fingerprint for each in result.new}


@given(FINDINGS)
def test_a_baseline_of_now_knows_everything_and_nothing_is_fixed(now):
    """Written and compared at once, there is nothing new."""
    assert ((), ()) == baseline_of(now).compare(now, lambda rule: True)[::2]


@given(FINDINGS, st.randoms())
def test_a_baseline_is_the_same_in_any_order(now, random):
    """Sorted by ids: the file changes only when the findings do."""
    shuffled = list(now)
    random.shuffle(shuffled)

    assert to_json(baseline_data(baseline_of(now))) == to_json(baseline_data(baseline_of(shuffled)))


def test_lines_and_words_do_not_make_a_finding_new():
    """Fingerprints are made of ids."""
    moved = finding("reworded", line=99, severity="warning")

    assert (moved,) == baseline_of([finding("old")]).compare([moved], lambda rule: True)[1]


def test_one_more_of_the_same_is_new():
    """Of three where two were there, the first two by place were there."""
    three = [finding(line=line) for line in (1, 2, 3)]

    result = baseline_of(three[:2]).compare(three, lambda rule: True)

    assert (tuple(three[:2]), (three[2],)) == (result.already_there, result.new)


def test_what_was_not_judged_is_not_fixed():
    """A check of some rules says nothing about the others."""
    old = baseline_of([finding(rule="M004"), finding(rule="D001")])

    result = old.compare([], lambda rule: rule == "M004")

    assert ["M004"] == [entry.rule for entry in result.fixed]


def test_scenarios_that_were_not_measured_are_not_fixed():
    """Their rules are judged with `--scenarios`, or where they are selected."""
    old = baseline_of([finding(rule="D089"), finding(rule="D001")])

    def fixed(**settings):
        return [entry.rule for entry in old.compare([], Settings(**settings).judges).fixed]

    assert ["D001"] == fixed()
    assert ["D001", "D089"] == fixed(scenarios=True)
    assert ["D089"] == fixed(select=("D089",))


def test_a_file_that_cannot_be_read_is_never_part_of_a_baseline():
    """It is not judged at all: a baseline would hide everything else in it."""
    broken = [finding(rule=rule, document="", target="") for rule in ("Y001", "S003")]

    old = baseline_of(broken)

    assert () == old.entries
    assert tuple(broken) == old.compare(broken, lambda rule: True).new


# --- the file ------------------------------------------------------------------------------------


def test_the_file_is_sorted_and_as_its_schema_says(project, said):
    """Published form; a program that reads it knows every property."""
    project.break_references()

    said("--write-baseline", "b.json")

    data = json.loads((project.folder / "b.json").read_text("utf-8"))
    schema = json.loads((folder("output") / "baseline.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(data)]
    keys = [(e["rule"], e["document"], e["target"], e["fingerprint"]) for e in data["findings"]]
    assert sorted(keys) == keys != []
    for node in (schema, schema["$defs"]["entry"]):
        assert node["additionalProperties"] is False
        assert sorted(node["properties"]) == sorted(node["required"])


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    """Whatever an id holds."""
    old = baseline_of([finding(document="\ud83d x \u6e2f", target='"::error'), finding()])
    file = tmp_path / "b.json"

    file.write_text(to_json(baseline_data(old)), "utf-8")

    assert old == read_baseline(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no baseline that slaspec wrote"),
        ("[]", "is no baseline that slaspec wrote"),
        ('{"format": "slaspec-check/1", "findings": []}', "is a baseline of another version"),
        ('{"format": "slaspec-baseline/1"}', "is no baseline"),
        ('{"format": "slaspec-baseline/1", "findings": [{}]}', "is no baseline"),
        ('{"format": "slaspec-baseline/1", "findings": [5]}', "is no baseline"),
        (
            '{"format": "slaspec-baseline/1", "findings": [{"rule": "M004", "document": "x",'
            ' "target": "", "fingerprint": "0", "count": 1.5}]}',
            "is no baseline",
        ),
        (
            '{"format": "slaspec-baseline/1", "findings": [{"rule": 4, "document": "x",'
            ' "target": "", "fingerprint": "0", "count": 1}]}',
            "is no baseline",
        ),
        ("\udcff", "is no baseline"),
        ("[" * 100_000, "is no baseline"),
        (None, "cannot be read: No such file or directory (slaspec check --write-baseline b.json"),
    ],
)
def test_a_wrong_file_is_refused(project, said, text, says):
    """Exit code 2 and a sentence: what hides findings must not be guessed."""
    if text is not None:
        (project.folder / "b.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    code, out, err = said("--baseline", "b.json")

    assert (2, "") == (code, out)
    assert says in err


# --- check ---------------------------------------------------------------------------------------


def test_what_was_there_does_not_fail_and_what_is_new_does(project, said):
    """The summary counts both; only what is new is shown."""
    project.break_references()
    code, out, _ = said("--write-baseline", "b.json", "--output-format", "concise")
    assert 0 == code
    assert "no new findings; " in summary(out)

    again = said("--baseline", "b.json", "--output-format", "concise")
    night = (project.contracts / "night.yaml").read_text("utf-8")
    project.write("third.yaml", night.replace("id: night", "id: third"))
    code, more, _ = said("--baseline", "b.json", "--output-format", "concise")

    assert (0, 1) == (again[0], len(again[1].splitlines()))
    assert 1 == code
    assert any("T003 error" in line for line in more.splitlines()[:-1])
    assert all(line.startswith("contracts/third.yaml:") for line in more.splitlines()[:-1])
    assert summary(out).split(";")[1] == summary(more).split(";")[1]


def test_what_is_fixed_is_said(project, said):
    """By rule and document, with the advice to write the baseline anew; it is no failure."""
    project.break_references()
    said("--write-baseline", "b.json")
    (project.contracts / "night.yaml").unlink()

    code, out, _ = said("--baseline", "b.json")

    assert 0 == code
    assert ", 1 fixed (b.json)" in summary(out)
    assert "fixed: T003 night" in out.splitlines()
    assert out.endswith("   write the baseline anew: --write-baseline b.json\n")


def test_a_file_that_cannot_be_read_fails_all_the_same(project, said):
    """Also when the baseline is being written."""
    project.write("broken.yaml", "id: x: y\n")

    assert 1 == said("--write-baseline", "b.json")[0]
    code, out, _ = said("--baseline", "b.json", "--output-format", "concise")

    assert 1 == code
    assert "Y001" in out


def test_json_marks_what_was_there(project, said):
    """Every finding is there, with its state, and what is fixed."""
    project.break_references()
    said("--write-baseline", "b.json", "--fail-on", "never")
    (project.contracts / "night.yaml").unlink()
    project.write("third.yaml", (project.contracts / "hours.yaml").read_text("utf-8"))

    data = json.loads(said("--baseline", "b.json", "--output-format", "json")[1])

    states = {(f["rule"], f["file"]): f["already_there"] for f in data["findings"]}
    assert states["D003", "contracts/ferries.sla.yaml"]
    assert sorted([states["D001", f"contracts/{n}.yaml"] for n in ("third", "zz-again")]) == [
        False,
        True,
    ]
    assert ["T003"] == [entry["rule"] for entry in data["fixed"]]


def test_some_paths_or_rules_are_compared_with_the_whole(project, said):
    """A narrower check calls nothing fixed that it did not judge, and nothing new that is not."""
    project.break_references()
    said("--write-baseline", "b.json")

    for narrower in (["contracts/night.yaml"], ["--select", "D001"], ["--ignore", "T003"]):
        code, out, _ = said(*narrower, "--baseline", "b.json")

        assert 0 == code
        assert "fixed" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--baseline", "b.json"],
        ["--select", "D"],
        ["--ignore", "D"],
        ["contracts/hours.yaml"],
    ],
)
def test_a_baseline_is_written_of_everything(project, said, arguments):
    """A baseline of a part would make the rest look new."""
    code, out, err = said(*arguments, "--write-baseline", "b.json")

    assert (2, "") == (code, out)
    assert "--write-baseline writes all findings of a root" in err
    assert not (project.folder / "b.json").exists()


def test_a_baseline_that_cannot_be_written_is_exit_code_3(project, said):
    """The environment is at fault."""
    (project.folder / "file").write_text("")

    assert 3 == said("--write-baseline", "file/b.json")[0]


# --- the setting, and pytest ---------------------------------------------------------------------


def configure(portfolio):
    """Set the baseline, named from the folder of pyproject.toml."""
    file = portfolio.folder / "pyproject.toml"
    file.write_text(PYPROJECT + '\n[tool.slaspec]\nbaseline = "contracts/b.json"\n', "utf-8")


def test_the_baseline_of_a_project(project, said, monkeypatch):
    """Set once, it holds from every folder; an option takes its place."""
    project.break_references()
    configure(project)
    assert 2 == said()[0]
    assert 0 == said("--write-baseline", "contracts/b.json")[0]
    (project.folder / "below").mkdir()
    monkeypatch.chdir(project.folder / "below")

    code, out, _ = said()

    assert (0, True) == (code, summary(out).endswith(" (../contracts/b.json)"))
    (project.folder / "none.json").write_text(to_json(baseline_data(baseline_of([]))))
    assert 1 == said("--baseline", "../none.json")[0]


def test_pytest_passes_what_was_there_and_fails_what_is_new(tested, pytester, monkeypatch, said):
    """The item of an old finding passes and shows it on request; a new finding fails its item."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    tested.break_references()
    configure(tested)
    said("--write-baseline", "contracts/b.json")

    old = pytester.runpytest("-p", PLUGIN, "-rP", "--slaspec-as-of", "2026-11-21")
    tested.write("third.yaml", (tested.contracts / "hours.yaml").read_text("utf-8"))
    new = pytester.runpytest("-p", PLUGIN, "--slaspec-as-of", "2026-11-21")

    assert "failed" not in old.parseoutcomes()
    old.stdout.fnmatch_lines(["*already there (baseline)*", "D003 there are no Terms 'nowhere'"])
    old.stdout.fnmatch_lines(["● ferry-desk: 1 target, no findings, * already there"])
    assert 1 == new.parseoutcomes()["failed"]
    assert int(said()[0]) == int(new.ret)


def test_entries_say_what_they_are_about():
    """Rule, document and target beside the fingerprint, so that a reviewer can read the file."""
    found = finding()
    same = dataclasses.replace(found, message="again")

    assert (Entry("M004", "ferry-desk", "resolution", found.fingerprint, 2),) == baseline_of(
        [found, same]
    ).entries
