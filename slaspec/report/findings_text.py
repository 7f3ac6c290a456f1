"""Findings as text: a clickable place, a sentence, the line with a caret, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from slaspec.findings import SEVERITIES, Finding, Severity
from slaspec.report.escape import for_terminal
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.language.model.waivers import Waiver
    from slaspec.use_cases.checked import Checked

Lines = Callable[[str, int], str]
Paint = Callable[[str, str], str]  # a text and its role: a severity, `place`, `good`
WIDEST = 100


def plain(text: str, role: str) -> str:  # noqa: ARG001
    """Without colour."""
    return text


def text(checked: Checked, paint: Paint = plain) -> str:
    """Every new finding in full, and the summary."""
    blocks = [full(finding, checked.line_of, paint) + "\n" for finding in checked.findings]
    return "\n".join([*blocks, *closing(checked, paint)]) + "\n"


def lines(checked: Checked, paint: Paint = plain) -> str:
    """A line for every new finding, and the summary."""
    found = [concise(finding, paint) for finding in checked.findings]
    return "\n".join([*found, *closing(checked, paint)]) + "\n"


def concise(finding: Finding, paint: Paint = plain) -> str:
    """`file:line:column: RULE severity  sentence`."""
    place = paint(for_terminal(str(finding.span)), "place")
    rule = paint(f"{finding.rule} {finding.severity}", finding.severity)
    return f"{place}: {rule}  {for_terminal(finding.message)}"


def full(finding: Finding, line_of: Lines, paint: Paint = plain) -> str:
    """The concise line, the line of the file with a caret, and what to do."""
    parts = [concise(finding, paint), *excerpt(finding, line_of)]
    if len(parts) > 1:
        parts[-1] = paint(parts[-1], finding.severity)
    parts += [f"   {row}" for row in aligned(finding.table)]
    parts += [
        f"   {for_terminal(what)}: {for_terminal(str(span))}" for what, span in finding.related
    ]
    if finding.help:
        parts.append(f"   = fix: {for_terminal(finding.help)}")
    parts.append(f"   = see: slaspec explain {finding.rule}")
    return "\n".join(parts)


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a table with their cells below each other, two spaces between them."""
    rows = [[for_terminal(cell) for cell in row] for row in table]
    widths: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row):
            widths[column] = max(widths.get(column, 0), _columns(cell))
    return [
        "  ".join(_padded(cell, widths[i]) for i, cell in enumerate(row)).rstrip() for row in rows
    ]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _columns(cell))


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


def summary(
    findings: Sequence[Finding],
    agreements: int,
    targets: int,
    files: int,
    nothing: str = "no findings",
) -> str:
    """The last line: how much was read, and how many findings of each severity."""
    found = tally(findings)
    mark = "✗" if found["error"] else "▲" if found["warning"] else "✓"
    read = (counted(files, "file"), counted(agreements, "agreement"), counted(targets, "target"))
    return f"{mark} {', '.join(read)}: {said(found) or nothing}"


def closing(checked: Checked, paint: Paint = plain) -> Iterator[str]:
    """The summary, and what has become of the baseline."""
    run, found = checked.run, tally(checked.findings)
    role = next((severity for severity, count in found.items() if count), "good")
    nothing = "no new findings" if checked.baseline else "no findings"
    read = (run["agreements"], run["targets"], run["files"])
    yield paint(summary(checked.findings, *read, nothing) + _compared(checked), role)
    for entry in checked.fixed:
        place = "/".join(id for id in (entry.document, entry.target) if id)
        times = f" ({entry.count:,} times)" if entry.count > 1 else ""
        yield f"fixed: {for_terminal(f'{entry.rule} {place}')}{times}"
    for finding, waiver in checked.waived.items():
        yield f"waived {for_terminal(accepted(finding, waiver))}"
    if checked.fixed and not checked.with_revision:
        yield f"   write the baseline anew: --write-baseline {for_terminal(checked.baseline)}"


def _compared(checked: Checked) -> str:
    waived = f"; {len(checked.waived):,} waived" if checked.waived else ""
    if not checked.baseline:
        return waived
    fixed = sum(entry.count for entry in checked.fixed)
    gone = f", {fixed:,} fixed" if fixed else ""
    file = for_terminal(checked.baseline)
    return f"; {len(checked.already_there):,} already there{gone} ({file}){waived}"


def accepted(finding: Finding, waiver: Waiver) -> str:
    """`until 2027-03-31: B001 acme/resolution: the second carrier … (k-berg, CHG-1042)`."""
    place = "/".join(id for id in (finding.document, finding.target) if id)
    by = ", ".join(said for said in (waiver.by, waiver.ticket) if said)
    return f"until {waiver.until.value}: {finding.rule} {place}: {waiver.reason} ({by})"


def said(found: Mapping[Severity, int]) -> str:
    """`2 errors, 1 warning`; empty where there is nothing."""
    of = {"error": "error", "warning": "warning", "info": "remark"}
    return ", ".join(counted(count, of[severity]) for severity, count in found.items() if count)


def tally(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity."""
    found: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        found[finding.severity] += 1
    return found
