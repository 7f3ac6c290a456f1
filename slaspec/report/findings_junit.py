"""Findings as JUnit XML, as Jenkins and GitLab read it: the same test cases as in pytest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from slaspec.findings import Finding
from slaspec.report.escape import for_terminal, for_xml
from slaspec.report.findings_pytest import failure
from slaspec.report.findings_text import accepted

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Case, Checked


def junit(checked: Checked) -> str:
    """A suite for each contract file, a case for each aspect; nothing is timed."""
    top = Element("testsuites", name="slaspec")
    for file, cases in groupby(checked.cases, key=lambda case: case.file):
        _add_suite(top, file, list(cases), checked)
    _count(top)
    indent(top)
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{declaration}{tostring(top, 'unicode')}\n"


def _add_suite(top: Element, file: str, cases: Sequence[Case], checked: Checked) -> None:
    path = _text(checked.path_of(file))
    suite = SubElement(top, "testsuite", name=path, file=path)
    for case in cases:
        _add_case(suite, case, checked)
    _count(suite)


def _add_case(suite: Element, case: Case, checked: Checked) -> None:
    dotted = suite.get("name", "").replace("/", ".")
    made = SubElement(suite, "testcase", classname=dotted, name=_text(case.aspect.name), time="0")
    failing = [finding for finding in case.findings if checked.fails(finding)]
    if failing:
        rules = " ".join(sorted({finding.rule for finding in failing}))
        first = _text(f"{failing[0].span}: {failing[0].message}")
        made.append(Element("failure", type=rules, message=first))
        made[-1].text = _shown(failing, checked)
    waived = [finding for finding in case.findings if finding in checked.waived]
    if not failing and any(map(checked.settings.fails, waived)):
        why = _text("; ".join(accepted(each, checked.waived[each]) for each in waived))
        made.append(Element("skipped", message=f"waived {why}"))
    known = [finding for finding in case.findings if finding in checked.known]
    others = set(case.findings) - set(failing) - set(known) - set(waived)
    mild = [finding for finding in case.findings if finding in others]
    titled = (("already there (baseline)\n", known), ("waived\n", waived), ("", mild))
    for title, found in titled:
        if found:
            SubElement(made, "system-out").text = title + _shown(found, checked)


def _shown(findings: Sequence[Finding], checked: Checked) -> str:
    return for_xml(failure(findings, checked.line_of))


def _count(element: Element) -> None:
    element.set("tests", str(len(list(element.iter("testcase")))))
    element.set("failures", str(len(list(element.iter("failure")))))
    if element.tag == "testsuite" and (skipped := len(list(element.iter("skipped")))):
        element.set("skipped", str(skipped))  # `testsuites` has no such attribute
    element.set("errors", "0")


def _text(text: str) -> str:
    return for_xml(for_terminal(text))
