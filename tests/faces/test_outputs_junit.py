"""JUnit XML: the same cases as pytest, in the form that Jenkins and GitLab read."""

import dataclasses
import re
from xml.etree import ElementTree

from hypothesis import given, settings

from slaspec.cli import run
from slaspec.findings import Span
from slaspec.report.escape import for_terminal
from slaspec.report.findings_junit import junit
from tests.faces.outputs import AGREEMENT, TEXTS, checked, finding, hostile

# Jenkins' junit-10.xsd, as far as it goes: attributes (needed ones with !) and children.
FORM = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name!", "tests!", "failures!", "errors!", "skipped", "time", "file", "id", "package"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name!", "time", "classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}


def faults(element):
    """What the form has no place for, in an element and below."""
    attributes, children = FORM[element.tag]
    known = {name.rstrip("!") for name in attributes}
    needed = {name.rstrip("!") for name in attributes if name.endswith("!")}
    found = [f"{element.tag}: {name}" for name in set(element.keys()) - known]
    found += [f"{element.tag} without {name}" for name in needed - set(element.keys())]
    for child in element:
        found += [f"{child.tag} in {element.tag}"] if child.tag not in children else faults(child)
    return found


def cases(text):
    """The cases of a report by class and name."""
    return {
        (case.get("classname"), case.get("name")): case
        for case in ElementTree.fromstring(text).iter("testcase")
    }


def test_a_suite_for_each_file_and_a_case_for_each_aspect():
    """Counts are those of the cases; what has no finding passes."""
    top = ElementTree.fromstring(junit(checked(finding("no window"))))

    assert [] == faults(top)
    assert checked().files == tuple(suite.get("name") for suite in top)
    assert ("slaspec", "1", "0") == tuple(top.get(key) for key in ("name", "failures", "errors"))
    assert int(top.get("tests")) == sum(int(suite.get("tests")) for suite in top)
    [failed] = [suite for suite in top if suite.get("failures") != "0"]
    assert (AGREEMENT, "1") == (failed.get("file"), failed.get("failures"))
    [case] = [case for case in failed if len(case)]
    assert "resolution/measurable" == case.get("name")


def test_the_failure_says_rules_place_sentence_and_what_to_do():
    """The attributes are a line; the text is that of pytest."""
    text = junit(checked(finding("no window", help="add one"), finding("no clock", rule="M005")))

    failure = cases(text)["contracts.ferries.sla.yaml", "resolution/measurable"].find("failure")
    assert "M004 M005" == failure.get("type")
    assert f"{AGREEMENT}:41:5: no window" == failure.get("message")
    assert failure.text.startswith(f"M004 no window\n  --> {AGREEMENT}:41:5\n")
    assert "\n  help: add one\n\nM005 no clock\n" in failure.text


def test_what_does_not_fail_is_said_beside_the_pass():
    """Warnings and what was already there are output of the case, not failures."""
    text = junit(
        checked(
            finding("mild", severity="warning", line=50),
            already_there=[finding("old")],
            baseline="b.json",
        )
    )

    case = cases(text)["contracts.ferries.sla.yaml", "resolution/measurable"]
    known, mild = case.findall("system-out")
    assert None is case.find("failure")
    assert known.text.startswith("already there (baseline)\nM004 old\n")
    assert mild.text.startswith("M004 (warning) mild\n")


def test_fail_on_decides_what_is_a_failure():
    """Where a project fails on warnings, a warning is a failure."""
    text = junit(checked(finding("mild", severity="warning"), fail_on="warning"))

    assert 1 == sum(case.find("failure") is not None for case in cases(text).values())


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_inert(text):
    """Any text makes well-formed XML of the same form, and no line is a command of a log."""
    made = junit(checked(hostile(text)))

    top = ElementTree.fromstring(made.encode("utf-8"))
    assert [] == faults(top)
    [failure] = top.iter("failure")
    xml = re.sub("[\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", for_terminal(text))
    assert f"M004 {xml}" == failure.text.split("\n")[0]
    assert "##[" not in made
    assert not any(line.lstrip().startswith("::") for line in made.split("\n"))


def test_the_cases_are_the_items_of_pytest(tested, pytester, monkeypatch):
    """Both reports have the same classes, names and failures."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    tested.break_references()
    tested.break_files()
    pytester.runpytest("-p", "slaspec.pytest_plugin", "--junitxml=pytest.xml")

    run(["check", "--output-format", "junit=check.xml"])

    def outcomes(name):
        found = cases((tested.folder / name).read_text("utf-8"))
        return {names: case.find("failure") is not None for names, case in found.items()}

    assert outcomes("pytest.xml") == outcomes("check.xml")
    assert {True, False} == set(outcomes("check.xml").values())


def test_a_finding_about_another_file_is_not_lost():
    """What was asked for is shown with all that it touches: a shared file with its agreement."""
    narrow = dataclasses.replace(checked(finding("shared")), files=("contracts/hours.yaml",))

    found = cases(junit(narrow))

    shown = {classname for classname, _ in found}
    assert {"contracts.hours.yaml", "contracts.ferries.sla.yaml"} == shown
    assert 1 == sum(case.find("failure") is not None for case in found.values())


def test_a_finding_without_a_home_is_not_lost():
    """What stands in no contract file is shown with the first."""
    text = junit(checked(finding(document="", target="", span=Span("elsewhere.csv", 1, 1))))

    [failed] = [names for names, case in cases(text).items() if case.find("failure") is not None]
    assert ("contracts.catalogue.yaml", "document/valid") == failed
