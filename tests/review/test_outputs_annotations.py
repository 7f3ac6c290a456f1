"""A review at the lines of a pull request: GitHub's annotations and GitLab's code quality."""

import json

import pytest
from hypothesis import given, settings

from slaspec.findings import Span
from slaspec.report.review_github import github
from slaspec.report.review_gitlab import gitlab
from slaspec.report.review_outputs import FORMATS, rendered
from tests.faces.outputs import HOSTILE, TEXTS
from tests.review.reviews import change, empty, gate, review, rich, with_text

COMMANDS = ("::error ", "::warning ", "::notice ")


def unescaped(text, more=()):
    """What a runner makes of an escaped text."""
    for code, character in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def parsed(line):
    """The command, its properties and its message, as GitHub's runner reads a line."""
    command, properties, message = (
        line[2:].partition(" ")[0],
        *line[2:].partition(" ")[2].split("::", 1),
    )
    pairs = dict(each.split("=", 1) for each in properties.split(","))
    more = (("%3A", ":"), ("%2C", ","))
    return command, {k: unescaped(v, more) for k, v in pairs.items()}, unescaped(message)


def test_each_thing_that_is_said_is_an_annotation_at_its_line():
    """The severe ones first, then the verdict."""
    lines = github(rich()).splitlines()

    assert ["error"] * 2 + ["warning"] * 5 + ["notice"] * 3 == [
        parsed(line)[0] for line in lines[:-1]
    ]
    assert (
        "error",
        {
            "file": "contracts/acme.sla.yaml",
            "line": "17",
            "col": "13",
            "endColumn": "15",
            "title": "G003 acme",
        },
    ) == parsed(lines[0])[:2]
    assert "✗ needs 3 decisions" == lines[-1]


def test_files_are_named_from_the_top_of_the_repository():
    """Where the contracts lie deeper than where slaspec was called."""
    [line, _] = github(review(changes=(change(),)), lambda file: f"deep/{file}").splitlines()

    assert "deep/contracts/acme.sla.yaml" == parsed(line)[1]["file"]
    [issue] = json.loads(gitlab(review(changes=(change(),)), lambda file: f"deep/{file}"))
    assert "deep/contracts/acme.sla.yaml" == issue["location"]["path"]


def test_nine_of_a_kind_and_how_many_more():
    """GitHub drops the eleventh of a kind without a word."""
    many = review(
        changes=tuple(
            change(path=(str(n),), head=Span("a.yaml", n + 1, 1), severity=severity)
            for n in range(25)
            for severity in ("warning", "info")
        )
    )

    lines = github(many).splitlines()

    assert (10, 10) == tuple(
        len([line for line in lines if line.startswith(kind)]) for kind in COMMANDS[1:]
    )
    assert "::warning title=slaspec diff::16 more in the summary" in lines
    assert "::notice title=slaspec diff::16 more in the summary" in lines


def test_ten_of_a_kind_are_ten():
    """The tenth is said by how many there are more: one."""
    ten = review(changes=tuple(change(path=(str(n),)) for n in range(10)))

    assert 10 == github(ten).count("::warning ")
    assert "1 more in the summary" in github(ten)


def test_a_gate_of_the_project_is_at_its_finding():
    """Denied is an error, waived is a notice."""
    told = review(gates=(gate("G004", "missing-approval", "denied", "acme has not signed it"),))

    assert github(told).startswith("::error file=contracts/acme.sla.yaml,line=17")


def test_nothing_changed_is_no_annotation():
    """One line in the log; an empty report."""
    assert "✓ Nothing of meaning changed.\n" == github(empty())
    assert [] == json.loads(gitlab(empty()))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_hostile_text_is_a_command(hostile):
    """Every line that begins like a command is ours, with as many as in a harmless review."""
    lines = github(with_text(hostile)).split("\n")

    ours = [line for line in lines if line.startswith(COMMANDS)]
    harmless = [line for line in github(with_text("x")).split("\n") if line.startswith(COMMANDS)]
    assert len(harmless) == len(ours)
    assert not any("##[" in line for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines if line not in ours)
    assert all(int(parsed(line)[1]["line"]) for line in ours)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_gitlab_gives_back_marks_that_differ(text):
    """Issues with the same mark would be shown once; severities are words of GitLab."""
    issues = json.loads(gitlab(with_text(text)))

    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks) > 5
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major"}
    assert gitlab(with_text(text)).isascii()


def test_the_rule_stands_in_the_description():
    """GitLab does not show the name of a check."""
    [issue] = json.loads(gitlab(review(changes=(change(),))))

    assert "C021: records have to be handled within 4h instead of 5h" == issue["description"]
    assert ("minor", 17) == (issue["severity"], issue["location"]["lines"]["begin"])


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_review_gives_the_same_bytes(form):
    """No clock, no order of a hash."""
    assert rendered(form, rich()) == rendered(form, rich())
