"""Scenarios in the faces: one item each in pytest, `check --scenarios`, `explain --as-scenario`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

import slaspec
from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS, SCENARIO
from slaspec.cli import run
from slaspec.use_cases.aspects import Judged
from slaspec.use_cases.check import check
from slaspec.use_cases.load import load

AS_OF = date(2026, 6, 1)
RIGHT = SCENARIO
WRONG = SCENARIO.replace("verdict: met", "verdict: missed")


@pytest.fixture
def portfolio(tmp_path, monkeypatch):
    """The smallest complete portfolio below `contracts`, with a scenario; the current folder."""

    def written(scenario, **changes):
        folder = tmp_path / "contracts"
        for name, text in (ATTACHMENTS | DOCUMENTS | {"late.scenario.yaml": scenario}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text.replace(*changes.get(name.split(".")[0], ("", ""))))
        settings = '[tool.pytest.ini_options]\nslaspec_contracts = ["contracts"]\n'
        (tmp_path / "pyproject.toml").write_text(settings)
        monkeypatch.chdir(tmp_path)
        return folder

    return written


def scenario_findings(found):
    """The findings of rule D089."""
    return [finding for finding in found if finding.rule == "D089"]


def test_scenarios_are_run_where_they_are_asked_for(portfolio):
    """`check` alone measures nothing; with `--scenarios`, or the rule by its id, it does."""
    book = load(portfolio(WRONG))

    assert [] == scenario_findings(check(book, AS_OF))
    assert [] == scenario_findings(check(book, AS_OF, select=["D"]))
    [found] = check(book, AS_OF, select=["D089"])
    assert [found] == scenario_findings(check(book, AS_OF, scenarios=True))
    assert "acme-sla#resolution/P1 in 2026-04 is met, not missed" == found.message


def test_a_scenario_is_one_item_with_its_marker(portfolio):
    """`late.scenario.yaml::scenario/late-evening`, beside what is said of the document itself."""
    judged = Judged(load(portfolio(WRONG)), AS_OF)
    file = next(file for file in judged.aspects if file.endswith("late.scenario.yaml"))

    assert ["document/valid", "scenario/late-evening"] == [a.name for a in judged.aspects[file]]
    item = judged.aspects[file][1]
    assert "scenario" == item.marker
    assert 3 == item.span.line


def test_both_faces_report_the_same(portfolio):
    """What pytest shows at the item is what `check --scenarios` finds."""
    judged = Judged(load(portfolio(WRONG)), AS_OF)
    file = next(file for file in judged.aspects if file.endswith("late.scenario.yaml"))

    of_item = judged.of(file, judged.aspects[file][1])
    of_check = scenario_findings(check(judged.book, AS_OF, scenarios=True))

    assert [finding.fingerprint for finding in of_check] == [f.fingerprint for f in of_item]
    assert [(f.message, f.span, f.table) for f in of_check] == [
        (f.message, f.span, f.table) for f in of_item
    ]


def test_a_failure_shows_expected_against_actual(portfolio, capsys):
    """Place, line, expected, actual and the objective that was judged."""
    portfolio(WRONG)

    assert 1 == run(["check", "--scenarios", "--select", "D089", "--as-of", "2026-06-01"])

    shown = capsys.readouterr().out
    assert "contracts/late.scenario.yaml:19:14: D089 error" in shown
    assert "expected  missed\n" in shown
    assert "actual    met, met 1 of 1 counted\n" in shown
    assert "the objective: contracts/sla.yaml:" in shown


def test_a_scenario_that_agrees_is_silent(portfolio, capsys):
    """Nothing is said of a scenario that leads to its verdicts."""
    portfolio(RIGHT)

    assert 0 == run(["check", "--scenarios", "--select", "D08", "--as-of", "2026-06-01"])
    assert "no findings" in capsys.readouterr().out


def test_pytest_runs_it_as_an_item(portfolio, pytester, monkeypatch):
    """`-m scenario` selects it; the failure shows what was expected and what came."""
    monkeypatch.setenv("PYTHONPATH", str(Path(slaspec.__file__).parent.parent))
    monkeypatch.chdir(portfolio(WRONG).parent)
    options = ["-p", "no:cacheprovider", "--slaspec-as-of", "2026-06-01", "-m", "scenario"]
    ran = pytester.run(sys.executable, "-m", "pytest", *options, "contracts")

    assert 1 == ran.parseoutcomes()["failed"]
    assert "passed" not in ran.parseoutcomes()
    ran.stdout.fnmatch_lines(
        [
            "*scenario/late-evening*",
            "D089 acme-sla#resolution/P1 in 2026-04 is met, not missed",
            "  --> contracts/late.scenario.yaml:19:14",
            "  expected  missed",
            "  actual    met, met 1 of 1 counted",
        ]
    )


TOO_SLOW = {"ola": ("within: 4h, hours: 24x7", "within: 6h, hours: 24x7")}
EXPLAIN = ["explain", "B001", "--as-scenario", "--target"]


def test_the_counterexample_of_a_rule_is_written_and_checks_clean(portfolio, capsys):
    """The file parses, is clean, and agrees: OLA met, SLA missed."""
    folder = portfolio(RIGHT, **TOO_SLOW)
    file = "contracts/counterexample.yaml"

    assert 0 == run([*EXPLAIN, "acme-sla#resolution/P1", "-o", file])
    assert 0 == run(["check", "--scenarios", "--select", "D", "--as-of", "2026-06-01", file])

    text = (folder / "counterexample.yaml").read_text("utf-8")
    assert "agreement: acme-sla, target: resolution, objective: P1" in text
    assert "verdict: missed" in text
    assert "agreement: desk-ola, target: restore, objective: P1" in text
    capsys.readouterr()
    assert 0 == run([*EXPLAIN, "acme-sla#resolution/P1"])
    assert text == capsys.readouterr().out


def test_the_contracts_of_a_counterexample_can_lie_anywhere(
    portfolio, tmp_path_factory, monkeypatch, capsys
):
    """`--contracts` names their root, as preview has it."""
    folder = portfolio(RIGHT, **TOO_SLOW)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert 2 == run([*EXPLAIN, "acme-sla#resolution/P1"])
    assert 0 == run([*EXPLAIN, "acme-sla#resolution/P1", "--contracts", str(folder)])
    assert "agreement: acme-sla" in capsys.readouterr().out


def test_a_promise_that_is_backed_has_no_counterexample(portfolio, capsys):
    """A sentence, and exit code 1: nothing was written."""
    portfolio(RIGHT)

    assert 1 == run([*EXPLAIN, "acme-sla#resolution/P1", "-o", "none.yaml"])
    said = "no scenario: acme-sla#resolution/P1 is backed: there is no counterexample\n"
    assert said == capsys.readouterr().out
    assert not Path("none.yaml").exists()


WRONG_CALLS = {
    "a slip in the target": (
        [*EXPLAIN, "acme-sla#resolutoin/P1"],
        "'acme-sla' has no objective 'resolutoin/P1' with a metric; did you mean resolution/P1?",
    ),
    "a slip in the agreement": (
        [*EXPLAIN, "acme-sal#resolution/P1"],
        "there is no agreement 'acme-sal'; did you mean acme-sla?",
    ),
    "another rule": (
        ["explain", "M001", "--as-scenario", "--target", "acme-sla#resolution/P1"],
        "--target is about what stands behind a promise: name a rule B…, not 'M001'",
    ),
    "no rule": (
        ["explain", "--as-scenario", "--target", "acme-sla#resolution/P1"],
        "--target is about what stands behind a promise: name a rule B…, not ''",
    ),
    "half a call": (
        ["explain", "B001", "--target", "acme-sla#resolution/P1"],
        "a counterexample needs both --target and --as-scenario",
    ),
    "an output that is no contract": (
        [*EXPLAIN, "acme-sla#resolution/P1", "-o", "scenario.json"],
        "'scenario.json' ends in none of .yaml, .yml",
    ),
    "nothing behind it": (
        [*EXPLAIN, "desk-ola#restore/P1"],
        "desk-ola#restore/P1 does not say what stands behind it (backed_by)",
    ),
}


@pytest.mark.parametrize("case", WRONG_CALLS)
def test_a_wrong_call_is_one_sentence(case, portfolio, capsys):
    """Exit code 2 and what is wrong, with the nearest name."""
    portfolio(RIGHT)
    call, sentence = WRONG_CALLS[case]

    assert 2 == run(call)
    assert f"error: {sentence}\n" == capsys.readouterr().err.split("  help:")[0]
