"""Findings as Markdown: for the summary of a job, or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from slaspec.findings import Finding, Severity
from slaspec.report.escape import for_markdown, markdown_block
from slaspec.report.findings_text import accepted, aligned, said, tally
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.use_cases.checked import Checked

LONGEST = 60_000  # a comment may have 65,536 characters
MARKS: dict[Severity, str] = {"error": "▼", "warning": "▲", "info": "●"}


def markdown(checked: Checked) -> str:
    """A sentence, a table of the files with findings, and the findings as far as there is room."""
    found = tally(checked.findings)
    mark = next((MARKS[severity] for severity, count in found.items() if count), "●")
    parts = [f"## {mark} slaspec: {said(found) or 'no findings'}", "\n".join(_read(checked))]
    by_file = [
        (file, list(group)) for file, group in groupby(checked.findings, key=lambda f: f.span.file)
    ]
    if by_file:
        parts.append("\n".join(_table(by_file, checked)))
    room = LONGEST - sum(map(len, parts))
    return "\n\n".join([*parts, *_details(by_file, checked, room)]) + "\n"


def _read(checked: Checked) -> Iterator[str]:
    run = checked.run
    read = (
        counted(run["files"], "file"),
        counted(run["agreements"], "agreement"),
        counted(run["targets"], "target"),
    )
    yield f"{', '.join(read)} in {for_markdown(run['root'])}, as of {run['as_of']}."
    if checked.baseline:
        yield (
            f"{counted(len(checked.already_there), 'finding')} already there"
            f" ({for_markdown(checked.baseline)}),"
            f" {sum(entry.count for entry in checked.fixed):,} fixed."
        )
    for finding, waiver in checked.waived.items():
        yield f"Waived {for_markdown(accepted(finding, waiver))}."


def _table(by_file: Sequence[tuple[str, Sequence[Finding]]], checked: Checked) -> Iterator[str]:
    yield "| | file | document | errors | warnings | remarks |"
    yield "|---|---|---|--:|--:|--:|"
    for file, findings in by_file:
        found = tally(findings)
        mark = next(MARKS[severity] for severity, count in found.items() if count)
        ids = sorted({finding.document for finding in findings} - {""})
        cells = [
            *(mark, for_markdown(checked.path_of(file)), ", ".join(map(for_markdown, ids))),
            *(f"{count:,}" for count in found.values()),
        ]
        yield f"| {' | '.join(cells)} |"


def _details(
    by_file: Sequence[tuple[str, Sequence[Finding]]], checked: Checked, room: int
) -> Iterator[str]:
    left = len(checked.findings)
    for file, findings in by_file:
        heading = f"### {for_markdown(checked.path_of(file))}"
        room -= len(heading)
        for i, finding in enumerate(findings):
            block = "\n".join(_one(finding))
            room -= len(block) + 4
            if room < 0:
                yield f"… and {counted(left, 'more finding')}: see `slaspec check`."
                return
            yield f"{heading}\n\n{block}" if i == 0 else block
            left -= 1


def _one(finding: Finding) -> Iterator[str]:
    where = f"line {finding.span.line}"
    about = f", target {for_markdown(finding.target)}" if finding.target else ""
    rule = f"**{finding.severity}** {finding.rule}, {where}{about}"
    yield f"- {rule}: {for_markdown(finding.message)}"
    if finding.table:
        yield from (f"  {line}" for line in markdown_block(aligned(finding.table)))
    for what, span in finding.related:
        yield f"  - {for_markdown(f'{what}: {span}')}"
    if finding.help:
        yield f"  - fix: {for_markdown(finding.help)}"
