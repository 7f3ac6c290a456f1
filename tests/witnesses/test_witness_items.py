"""The two witnesses of each target as items of pytest, and as findings of `slaspec check`."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy  # noqa: F401
import pytest
import yaml  # noqa: F401

import slaspec
from slaspec.checks.registry import all_rules
from slaspec.checks.measurable.witnesses import trial as trial_module
from slaspec.use_cases.aspects import Judged  # noqa: F401
from slaspec.use_cases.check import check
from slaspec.use_cases.load import load

PLUGIN = "slaspec.pytest_plugin"
TODAY = date(2026, 11, 21)
SLA = "ferries.sla.yaml"
WITNESSES = ("M101", "M102", "M103", "M104", "M105")
all_rules()  # pytester forgets what a run in this process has imported


@pytest.fixture
def contracts(pytester, monkeypatch):
    """The contracts of the demo in a project of their own."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    folder = pytester.path / "contracts"
    shutil.copytree(Path(slaspec.__file__).parent / "_demo" / "contracts", folder)
    setting = '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'
    (pytester.path / "pyproject.toml").write_text(setting, "utf-8")
    return folder


def replaced(file, old, new):
    """Change a text that stands in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_each_target_has_two_items_that_pass(contracts, pytester):
    """Just met and just missed: both pass where the verdict turns at the limit."""
    result = pytester.runpytest("-p", PLUGIN, "-v", "-k", "resolution and just")

    result.assert_outcomes(passed=2, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(
        [
            f"contracts/{SLA}::resolution/just-met PASSED*",
            f"contracts/{SLA}::resolution/just-missed*",
        ]
    )


def test_witnesses_bear_the_marker_of_what_is_measurable(contracts, pytester):
    """`-m measurable` selects them."""
    result = pytester.runpytest("-p", PLUGIN, "--collect-only", "-q", "-m", "measurable")

    assert f"contracts/{SLA}::resolution/just-met" in result.outlines


def test_collecting_runs_no_records(contracts, pytester, monkeypatch):
    """Nothing is measured before an item runs, and then only its own target."""
    tried = []
    frame = trial_module.frame
    monkeypatch.setattr(
        trial_module, "frame", lambda *given: tried.append(given[2].id) or frame(*given)
    )
    pytester.runpytest_inprocess("-p", PLUGIN, "--collect-only")
    assert [] == tried

    pytester.runpytest_inprocess("-p", PLUGIN, "-k", "resolution and just-met")
    assert ["resolution"] == tried


def test_a_check_without_witnesses_makes_none(contracts, monkeypatch):
    """`slaspec check --ignore M10` costs nothing of them."""
    monkeypatch.setattr(trial_module, "frame", lambda *_: pytest.fail("a witness was made"))

    found = check(load(contracts), TODAY, ignore=["M10"])

    assert not {finding.rule for finding in found} & set(WITNESSES)


def test_a_failure_shows_both_records(contracts, pytester):
    """A share that is rounded away: the text names the contract's line and both records."""
    replaced(
        contracts / SLA,
        "    objectives:",
        "    round_measured: {places: 0, mode: half_up}\n    objectives:",
    )
    replaced(contracts / SLA, "P1: {share: 90%", "P1: {share: 89.7%")

    result = pytester.runpytest("-p", PLUGIN, "-k", "resolution and just")

    result.stdout.fnmatch_lines(
        [
            "M104 'resolution/P1' (89.7% within 4h) does not turn at its limit: it is met although"
            " 104 of 1000 records are just late; the engine counted 896 of 1000 as met",
            f"  --> contracts/{SLA}:*",
            "  record       start * paused  stop * on the clock  limit  window 2026-*",
            "  just within  * no      * 4h            4h     met",
            "  just late    * no      * 4h 1s         4h     should be missed, is met",
        ]
    )


def test_a_target_that_is_not_tried_is_skipped_with_its_reason(contracts, pytester):
    """What could not be run does not look proved."""
    replaced(contracts / SLA, *TOO_MANY[0][1:])

    result = pytester.runpytest("-p", PLUGIN, "-rs", "-k", "resolution and just")

    assert 2 == result.parseoutcomes()["skipped"]
    result.stdout.fnmatch_lines(["SKIPPED*only on more than 10,000 records*"])


ROUNDED = [
    (SLA, "    objectives:", "    round_measured: {places: 0, mode: half_up}\n    objectives:"),
    (SLA, "P1: {share: 90%", "P1: {share: 89.7%"),
]
TOO_MANY = [(SLA, "    objectives:", "    minimum_sample: 20000\n    objectives:")]
UNLABELLED = [("tickets.yaml", "priorities:", "priorities:\n  P9: [nine]\nurgencies:")]


@pytest.mark.parametrize(
    ("edits", "rules"),
    [([], set()), (ROUNDED, {"M104"}), (TOO_MANY, {"M105"}), (UNLABELLED, {"M101", "M102"})],
    ids=["sound", "rounded", "too many", "unlabelled"],
)
def test_both_faces_report_the_same_witnesses(contracts, edits, rules):
    """What the items say of all targets is what a check says, rule by rule and place by place."""
    for name, old, new in edits:
        replaced(contracts / name, old, new)
    book = load(contracts)
    result = Judged(book, TODAY)
    of_items = {
        (finding.rule, finding.span, finding.message)
        for file, aspects in result.aspects.items()
        for aspect in aspects
        for finding in result.of(file, aspect)
        if finding.rule in WITNESSES
    }
    checked = {(f.rule, f.span, f.message) for f in check(book, TODAY) if f.rule in WITNESSES}

    assert checked == of_items
    assert rules == {rule for rule, _, _ in of_items}
