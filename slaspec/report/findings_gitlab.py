"""Findings as the Code Quality report of GitLab: a list of issues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slaspec.findings import Finding, Severity
from slaspec.report.escape import for_terminal
from slaspec.report.findings_json import to_json
from slaspec.report.fingerprints import unique

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Checked

SEVERITY: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def gitlab(checked: Checked) -> str:
    """
    Every finding that is not waived, already there or not: GitLab itself compares the branches by
    fingerprint.
    """
    findings = [each for each in checked.everything if each not in checked.waived]
    return to_json(
        [
            issue(finding, mark, checked.path_of)
            for finding, mark in zip(findings, unique(findings, checked.path_of), strict=True)
        ]
    )


def issue(finding: Finding, mark: str, path_of: Callable[[str], str]) -> dict[str, Any]:
    """One issue; `path_of` names the file from the top of the repository."""
    return {
        "description": f"{finding.rule}: {for_terminal(finding.message)}",
        "check_name": finding.rule,
        "fingerprint": mark,
        "severity": SEVERITY[finding.severity],
        "location": {
            "path": path_of(finding.span.file),
            "lines": {"begin": finding.span.line},
        },
    }
