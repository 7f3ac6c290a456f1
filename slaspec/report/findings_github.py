"""Findings as workflow commands: GitHub shows them at their lines in a pull request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from slaspec.findings import SEVERITIES, Finding, Severity
from slaspec.report.escape import for_github_message, for_github_property, for_terminal
from slaspec.report.findings_text import aligned, closing

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Checked

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def github(checked: Checked) -> str:
    """
    A command for each new finding and the summary.

    GitHub shows ten of a kind, so the severe ones come first.
    """
    by_severity = sorted(checked.findings, key=lambda each: SEVERITIES.index(each.severity))
    lines = [workflow_command(finding, checked.path_of) for finding in by_severity]
    return "\n".join([*lines, *closing(checked)]) + "\n"


def workflow_command(finding: Finding, path_of: Callable[[str], str]) -> str:
    """One command; `path_of` names the file from the top of the repository."""
    span = finding.span
    properties = {
        "file": path_of(span.file),
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.column + max(1, span.width)),
        "title": f"{finding.rule} {finding.document}".rstrip(),
    }
    said = ",".join(
        f"{name}={for_github_property(for_terminal(value))}" for name, value in properties.items()
    )
    lines = [for_terminal(finding.message), *aligned(finding.table)]
    if finding.help:
        lines.append(f"fix: {for_terminal(finding.help)}")
    return f"::{COMMANDS[finding.severity]} {said}::{for_github_message(chr(10).join(lines))}"
