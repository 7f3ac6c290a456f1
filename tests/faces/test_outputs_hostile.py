"""A hostile portfolio in every output, from the file to the log: nothing acts."""

import json
import unicodedata
from xml.etree import ElementTree

import pytest

from slaspec.cli import run
from slaspec.report.findings_outputs import FORMATS

CONTRACT = """apiVersion: slaspec/v1
kind: Calendar
id: x
title: "::error::t ##[error]"
timezone: '<script>`]]>&{0}[a](b)|%0A::error::'
"::error::##[group]": 1
week: "::set-output name=x::y"
"""


@pytest.fixture
def shown(project, capsys):
    """`shown(form)` is what a check of the hostile portfolio writes to the screen."""
    project.write("hostile.yaml", CONTRACT)
    project.write("##[error]`|<b>&,:%.yaml", "id: x: y\n")
    project.write("::error::x.yaml", "kind: 'SLA\x1b[31m'\n")
    project.write("\u202ereversed.yaml", "- ::error::\n")
    project.agreement.write_text(
        project.agreement.read_text("utf-8").replace("timezone: Europe", "timezone: '##[x]Europe"),
        "utf-8",
    )

    def call(form):
        capsys.readouterr()
        assert 1 == run(["check", "--as-of", "2026-11-21", "--output-format", form])
        return capsys.readouterr().out

    return call


@pytest.mark.parametrize("form", FORMATS)
def test_no_line_of_an_output_acts(shown, form):
    """No command of a build log but our own annotations, no control, no direction."""
    text = shown(form)

    own = ("::error file=", "::warning file=", "::notice file=") if form == "github" else ()
    for line in text.split("\n"):
        assert "##[" not in line
        assert not line.lstrip().startswith("::") or line.startswith(own)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)
        assert "\u202e" not in line


@pytest.mark.parametrize("form", FORMATS)
def test_every_output_holds_the_findings_and_is_the_same_each_time(shown, form):
    """A hostile text hides no finding; two runs write the same bytes."""
    text = shown(form)

    assert text == shown(form)
    for rule in {finding["rule"] for finding in json.loads(shown("json"))["findings"]}:
        assert rule in text or (form == "markdown" and "more finding" in text)


def test_what_programs_read_can_be_read(shown):
    """JSON is ASCII, XML is well-formed, and the counts of the outputs agree."""
    findings = json.loads(shown("json"))["findings"]
    [log] = json.loads(shown("sarif"))["runs"]
    commands = [line for line in shown("github").splitlines() if line.startswith("::")]
    report = ElementTree.fromstring(shown("junit"))

    assert len(findings) == len(log["results"]) == len(commands) == len(json.loads(shown("gitlab")))
    failing = {f["rule"] for f in findings if f["severity"] == "error"}
    assert failing == {
        rule for failure in report.iter("failure") for rule in failure.get("type").split()
    }
    assert all(shown(form).isascii() for form in ("json", "sarif", "gitlab"))
