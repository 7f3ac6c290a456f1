"""Findings as text: a clickable place, a sentence, the line with a caret, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from unicodedata import combining, east_asian_width

from slaspec.findings import SEVERITIES, Finding, Severity
from slaspec.report.escape import for_terminal

Lines = Callable[[str, int], str]
WIDEST = 100


def concise(finding: Finding) -> str:
    """`file:line:column: RULE severity  sentence`."""
    place = for_terminal(str(finding.span))
    return f"{place}: {finding.rule} {finding.severity}  {for_terminal(finding.message)}"


def full(finding: Finding, line_of: Lines) -> str:
    """The concise line, the line of the file with a caret, and what to do."""
    parts = [concise(finding), *excerpt(finding, line_of)]
    parts += [f"   {what}: {for_terminal(str(span))}" for what, span in finding.related]
    if finding.help:
        parts.append(f"   = fix: {for_terminal(finding.help)}")
    parts.append(f"   = see: slaspec explain {finding.rule}")
    return "\n".join(parts)


def excerpt(finding: Finding, line_of: Lines) -> list[str]:
    """The line of the file and a caret below it; nothing where there is no line to show."""
    line = line_of(finding.span.file, finding.span.line)
    if not line.strip():
        return []
    column, width = finding.span.column - 1, finding.span.width
    start = max(0, column - WIDEST // 2) if len(line) > WIDEST else 0
    end = start + WIDEST
    cut, more = "…" if start else "", "…" if len(line) > end else ""
    before, marked = line[start:column], line[column : min(column + width, end)]
    caret = " " * _columns(for_terminal(cut + before)) + "^" * max(
        1, _columns(for_terminal(marked))
    )
    return [
        f"{finding.span.line:>5} | {for_terminal(cut + line[start:end] + more)}",
        f"      | {caret}",
    ]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def summary(findings: Sequence[Finding], agreements: int, targets: int, files: int) -> str:
    """The last line: how much was read, and how many findings of each severity."""
    found = tally(findings)
    mark = "✗" if found["error"] else "▲" if found["warning"] else "✓"
    read = (counted(files, "file"), counted(agreements, "agreement"), counted(targets, "target"))
    return f"{mark} {', '.join(read)}: {said(found) or 'no findings'}"


def said(found: Mapping[Severity, int]) -> str:
    """`2 errors, 1 warning`; empty where there is nothing."""
    of = {"error": "error", "warning": "warning", "info": "remark"}
    return ", ".join(counted(count, of[severity]) for severity, count in found.items() if count)


def counted(count: int, what: str) -> str:
    """`1 file`, `1,200 files`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def tally(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity."""
    found: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        found[finding.severity] += 1
    return found
