"""Further cases of every rule, as data: `cases/<id>.yaml` with what is bad and what is good."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from slaspec.checks.pages import examples
from slaspec.checks.pages import all_pages

TODAY = date(2026, 11, 21)
CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}
BAD = [
    pytest.param(id, case, id=f"{id}-{n}")
    for id, cases in CASES.items()
    for n, case in enumerate(cases["bad"], 1)
]
GOOD = [
    pytest.param(id, text, id=f"{id}-{n}")
    for id, cases in CASES.items()
    for n, text in enumerate(cases["good"], 1)
]


@pytest.fixture(scope="module")
def findings_of(tmp_path_factory):
    """What a rule says about a text: `file:line:column` and the finding; each text is run once."""

    @cache
    def found(id, text):
        folder = tmp_path_factory.mktemp(id)
        told = [each for each in examples.findings_of(text, id, folder, TODAY) if each.rule == id]
        return {str(finding.span).removeprefix(f"{folder}/"): finding for finding in told}

    return found


def test_every_rule_has_cases():
    """A rule comes with at least one bad case and one good near-miss besides its page."""
    assert list(all_pages()) == list(CASES)
    assert all(cases["bad"] and cases["good"] for cases in CASES.values())


@pytest.mark.parametrize(("id", "case"), BAD)
def test_bad_is_reported(id, case, findings_of):
    """A bad case is reported by its rule, with these words and at this place."""
    found = findings_of(id, case["yaml"])

    assert any(case["says"] in finding.message for finding in found.values()), found
    if "at" in case:
        told = [at for at, finding in found.items() if case["says"] in finding.message]

        assert case["at"] in told


@pytest.mark.parametrize(("id", "text"), GOOD)
def test_good_is_not_reported(id, text, findings_of):
    """A near-miss is not reported by this rule."""
    assert {} == findings_of(id, text)


@pytest.mark.parametrize(("id", "case"), BAD)
def test_messages_are_for_people(id, case, findings_of):
    """A message is one short line without quotes of program text; errors say what to write."""
    for finding in findings_of(id, case["yaml"]).values():
        assert "\n" not in finding.message
        assert len(finding.message) <= 500
        assert "None" not in finding.message
        assert "Traceback" not in finding.message
        assert finding.help or id in ("S003", "S005", "S007", "M006")
