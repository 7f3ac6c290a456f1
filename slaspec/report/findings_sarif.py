"""Findings as SARIF 2.1.0, the exchange format of code scanning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from slaspec.findings import Finding, Span
from slaspec.report.escape import for_sarif
from slaspec.report.findings_json import to_json
from slaspec.report.findings_text import accepted, aligned
from slaspec.report.fingerprints import unique

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Checked

HOME = "https://slaspec.example"  # as in the `$id` of the schemas
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "REPOSITORY"
LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(checked: Checked) -> str:
    """One run: the rules that found something with their pages, and every finding."""
    findings = checked.everything
    rules = sorted({finding.rule for finding in findings})
    run = {
        "tool": {"driver": _driver(checked, rules)},
        "automationDetails": {"id": "slaspec/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The top of the repository."}}},
        "results": [
            _result(finding, mark, rules.index(finding.rule), checked)
            for finding, mark in zip(findings, unique(findings, checked.path_of), strict=True)
        ],
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(checked: Checked, rules: list[str]) -> dict[str, Any]:
    return {
        "name": "slaspec",
        "informationUri": HOME,
        "semanticVersion": checked.run["slaspec"],
        "rules": [_rule(checked, rule) for rule in rules],
    }


def _rule(checked: Checked, rule: str) -> dict[str, Any]:
    page = checked.pages[rule]
    return {
        "id": rule,
        "name": page.name.title().replace("-", ""),
        "shortDescription": {"text": page.sentence},
        "fullDescription": {"text": page.sentence},
        "help": {"text": page.text, "markdown": page.document},
        "defaultConfiguration": {"level": LEVELS[page.severity]},
        "properties": {"tags": [page.aspect]},
    }


def _result(finding: Finding, mark: str, index: int, checked: Checked) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(_said(finding))},
        "locations": [_location(finding.span, checked, _snippet(finding, checked))],
        "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1", "slaspec/v1": mark},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": i, **_location(span, checked), "message": {"text": for_sarif(what)}}
            for i, (what, span) in enumerate(finding.related)
        ]
    if waiver := checked.waived.get(finding):
        justification = for_sarif(accepted(finding, waiver))
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": justification}
        ]
    if checked.baseline:
        result["baselineState"] = "unchanged" if finding in checked.known else "new"
    return result


def _said(finding: Finding) -> Iterator[str]:
    yield for_sarif(finding.message)
    yield from map(for_sarif, aligned(finding.table))
    if finding.help:
        yield f"What to do: {for_sarif(finding.help)}"


def _location(span: Span, checked: Checked, snippet: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endColumn": span.column + max(1, span.width),
    }
    if snippet:
        region["snippet"] = {"text": snippet}
    place = {"artifactLocation": _artifact(checked.path_of(span.file)), "region": region}
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{quote(path, errors='backslashreplace')}"}
    return {"uri": quote(path, errors="backslashreplace"), "uriBaseId": BASE}


def _snippet(finding: Finding, checked: Checked) -> str:
    line = checked.line_of(finding.span.file, finding.span.line)
    start = finding.span.column - 1
    return line[start : start + finding.span.width]
