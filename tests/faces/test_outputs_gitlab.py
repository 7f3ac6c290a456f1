"""The Code Quality report of GitLab."""

import json

from hypothesis import given, settings

from slaspec.findings import Span
from slaspec.report.escape import for_terminal
from slaspec.report.findings_gitlab import gitlab
from tests.faces.outputs import TEXTS, checked, finding, hostile


def issues(*findings, **more):
    """The issues of a report."""
    return json.loads(gitlab(checked(*findings, **more)))


def test_an_issue_has_what_gitlab_wants():
    """Description, rule, fingerprint, severity, path and line: no more, no less."""
    [issue] = issues(finding("no window"))

    assert 16 == len(issue.pop("fingerprint"))
    assert {
        "description": "M004: no window",
        "check_name": "M004",
        "severity": "major",
        "location": {"path": "contracts/ferries.sla.yaml", "lines": {"begin": 41}},
    } == issue


def test_severities_are_those_of_gitlab():
    """Error, warning and remark are major, minor and info."""
    found = issues(*(finding(severity=each) for each in ("error", "warning", "info")))

    assert ["major", "minor", "info"] == [issue["severity"] for issue in found]


def test_nothing_found_is_an_empty_list():
    """A report without issues is a report."""
    assert "[]\n" == gitlab(checked())


def test_fingerprints_are_unique_and_stay_when_lines_move():
    """GitLab drops an issue whose fingerprint it has: two at one place by ids are told apart."""

    def marks(shift, *texts):
        found = [finding(text, line=10 + shift + i) for i, text in enumerate(texts)]
        broken = [
            finding(rule="Y001", document="", target="", span=Span(file, 1 + shift, 1))
            for file in ("contracts/a.yaml", "contracts/b.yaml")
        ]
        return [issue["fingerprint"] for issue in issues(*found, *broken)]

    first = marks(0, "one", "two")
    assert 4 == len(set(first))
    assert first == marks(7, "one", "two")
    assert first == marks(0, "reworded", "as well")


def test_what_was_already_there_is_in_the_report():
    """GitLab compares branches itself: it must see the old findings in both."""
    found = issues(finding("new", line=2), already_there=[finding("old", line=1)], baseline="b")

    assert ["M004: old", "M004: new"] == [issue["description"] for issue in found]


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_inert(text):
    """ASCII JSON without a command of a build log; control characters are shown as escapes."""
    made = gitlab(checked(hostile(text)))

    [issue] = json.loads(made)
    assert f"M004: {for_terminal(text)}" == issue["description"]
    assert made.isascii()
    assert "##[" not in made
    assert not any(line.lstrip().startswith("::") for line in made.splitlines())
