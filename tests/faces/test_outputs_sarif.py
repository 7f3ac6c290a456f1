"""SARIF 2.1.0, as code scanning reads it."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from slaspec.checks.pages import all_pages
from slaspec.cli import run
from slaspec.findings import Span
from slaspec.report.findings_sarif import sarif
from tests.faces.outputs import HOSTILE, TEXTS, checked, finding, hostile

MULTITOOL = os.environ.get("SLASPEC_SARIF_MULTITOOL")


def run_of(*findings, **more):
    """The one run of a log."""
    [found] = json.loads(sarif(checked(*findings, **more)))["runs"]
    return found


def test_a_result_has_rule_level_message_and_region():
    """The sentence and what to do; the place in characters, with what stands there."""
    [result] = run_of(finding("no window", help="add one", line=3))["results"]

    assert ("M004", 0, "error") == (result["ruleId"], result["ruleIndex"], result["level"])
    assert "no window\nWhat to do: add one" == result["message"]["text"]
    [location] = result["locations"]
    place = location["physicalLocation"]
    assert {
        "uri": "contracts/ferries.sla.yaml",
        "uriBaseId": "REPOSITORY",
    } == place["artifactLocation"]
    assert {"startLine": 3, "startColumn": 5, "endColumn": 9} == {
        key: value for key, value in place["region"].items() if key != "snippet"
    }


def test_columns_are_counted_in_characters():
    """SARIF counts UTF-16 units unless a run says otherwise; ours are characters."""
    assert "unicodeCodePoints" == run_of()["columnKind"]


def test_the_rules_that_found_something_come_with_their_pages():
    """Id, name, sentence, help as text and as Markdown, the default severity, the aspect."""
    found = run_of(finding(rule="M004"), finding(rule="D001"), finding(rule="M004", line=50))

    rules = found["tool"]["driver"]["rules"]
    assert ["D001", "M004"] == [rule["id"] for rule in rules]
    assert [0, 1, 1] == [result["ruleIndex"] for result in found["results"]]
    page = all_pages()["M004"]
    assert {
        "id": "M004",
        "name": "TargetWithoutWindow",
        "shortDescription": {"text": page.sentence},
        "fullDescription": {"text": page.sentence},
        "help": {"text": page.text, "markdown": page.document},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["measurable"]},
    } == rules[1]


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")]
)
def test_levels(severity, level):
    """A remark is a note."""
    [result] = run_of(finding(severity=severity))["results"]

    assert level == result["level"]


def test_fingerprints_are_unique_and_stay():
    """Code scanning follows a finding by ids: lines and words may change."""

    def marks(*findings):
        return [result["partialFingerprints"] for result in run_of(*findings)["results"]]

    first, second = marks(finding("a", line=1), finding("b", line=2))
    assert first != second
    assert [first] == marks(finding("reworded", line=9))
    assert f"{first['slaspec/v1']}:1" == first["primaryLocationLineHash"]


def test_the_baseline_is_the_state_of_a_result():
    """`new` and `unchanged`, and no state at all without a baseline."""
    old, new = finding("old", line=1), finding("new", line=2)

    compared = run_of(new, already_there=[old], baseline="b.json")["results"]

    assert ["unchanged", "new"] == [result["baselineState"] for result in compared]
    assert "baselineState" not in run_of(new)["results"][0]


def test_other_places_are_related_locations():
    """The first of two documents with one id is a click away."""
    [result] = run_of(finding(related=(("first", Span("contracts/a b.yaml", 3, 5)),)))["results"]

    [related] = result["relatedLocations"]
    assert (0, "first") == (related["id"], related["message"]["text"])
    assert "contracts/a%20b.yaml" == related["physicalLocation"]["artifactLocation"]["uri"]


def test_paths_are_relative_to_the_repository(project, monkeypatch):
    """From whichever folder it is called, a file has one address; outside, its full one."""
    (project.folder / ".git").mkdir()
    (project.folder / "below").mkdir()
    project.write("broken.yaml", "id: x: y\n")
    for folder, file in ((".", "here.sarif"), ("below", "../there.sarif")):
        monkeypatch.chdir(project.folder / folder)
        run(["check", "--select", "Y001", "--output-format", f"sarif={file}"])
    (project.folder / ".git").rmdir()
    (project.folder / "below" / ".git").mkdir()
    run(["check", "--select", "Y001", "--output-format", "sarif=../outside.sarif"])

    here, there, outside = (
        json.loads((project.folder / f"{name}.sarif").read_text())["runs"][0]["results"][0]
        for name in ("here", "there", "outside")
    )
    assert here == there
    address = here["locations"][0]["physicalLocation"]["artifactLocation"]
    assert {"uri": "contracts/broken.yaml", "uriBaseId": "REPOSITORY"} == address
    [location] = outside["locations"]
    full = location["physicalLocation"]["artifactLocation"]
    assert {"uri": (project.contracts / "broken.yaml").as_uri()} == full


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_inert(text):
    """No link, no placeholder, no command: ASCII JSON, addresses of plain characters."""
    made = sarif(checked(hostile(text)))

    [result] = json.loads(made)["runs"][0]["results"]
    message = result["message"]["text"]
    assert "](" not in message
    assert not re.search(r"\{[0-9]+\}", message)
    assert made.isascii()
    assert "##[" not in made
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", address)


@pytest.mark.skipif(MULTITOOL is None, reason="SLASPEC_SARIF_MULTITOOL names no sarif-multitool")
def test_microsofts_validator_has_nothing_to_object_to(tmp_path):
    """Real findings, hostile ones, a baseline, and none at all: no error and no warning."""
    from slaspec.findings import Finding

    texts = [text for text in HOSTILE if text.isprintable()]
    related = Finding(
        rule="D001",
        severity="info",
        message="x",
        span=Span("contracts/a.yaml", 1, 1),
        related=(("first", Span("contracts/b.yaml", 1, 1)),),
    )
    logs = {
        "hostile": sarif(checked(*map(hostile, texts))),
        "baseline": sarif(checked(related, already_there=[finding()], baseline="b.json")),
        "empty": sarif(checked()),
        "rules": sarif(checked(*(finding(rule=id) for id in all_pages()))),
    }
    for name, text in logs.items():
        (tmp_path / f"{name}.sarif").write_text(text, "utf-8")

    found = validated(tmp_path, [f"{name}.sarif" for name in logs])

    assert [] == found


def validated(folder, names):
    """What the multitool finds in some logs: errors and warnings, by rule and message."""
    command = [str(MULTITOOL), "validate", *names, "--output", "validated.json"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert Path(folder, "validated.json").is_file(), said.stdout + said.stderr
    [result] = json.loads(Path(folder, "validated.json").read_text("utf-8-sig"))["runs"]
    assert all(each["executionSuccessful"] for each in result["invocations"])
    return [
        (each["ruleId"], each["message"].get("arguments"))
        for each in result.get("results", [])
        if each.get("level", "warning") in ("error", "warning")
    ]
