"""What became of the records of a file: the same words and figures in every face."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from slaspec.report.escape import for_terminal
from slaspec.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slaspec.findings import Finding
    from slaspec.records.tickets import ReadReport

MOST_FAULTS = 5
_PRECISION = {60: "to the minute", 1: "to the second"}
_AMBIGUOUS = "ambiguous time"


def read_report_text(report: ReadReport) -> Iterator[str]:
    """Lines for a person: how many records, how their times are, and what was left out and why."""
    yield for_terminal(
        f"Records {report.source}: {counted(report.rows_read, 'row')} of {report.file},"
        f" {counted_records(report.tickets_read, report)}, {report.tickets_used:,} used"
    )
    if report.tickets_used:
        yield f"  times: {', '.join(_times(report))}"
    if report.gaps:
        yield (
            f"  history: {report.gaps:,} changes do not follow from the one before: something is"
            " missing in between"
        )
    for note in report.notes:
        yield for_terminal(f"  the source notes: {note}"[:500])
    for reason, count in report.excluded.items():
        yield for_terminal(f"  left out: {count:,} for {reason}")
    shown = _shown(report.findings)
    for help, alike in groupby(shown, lambda finding: finding.help):
        yield from (for_terminal(f"    {each.span}: {each.message}") for each in alike)
        if help:
            yield for_terminal(f"      = fix: {help}")
    if len(report.findings) > len(shown):
        yield f"    … and {len(report.findings) - len(shown):,} more in the JSON output"


def counted_records(count: int, report: ReadReport) -> str:
    """`1 ticket`, `1,200 probes`: a number of what the file holds."""
    return counted(count, report.records.removesuffix("s"))


def read_report_data(report: ReadReport) -> dict[str, Any]:
    """The plain data of it; `gaps` is null where the source does not say what was before."""
    return {
        "id": report.source,
        "file": report.file,
        "sha256": report.digest,
        "rows": report.rows_read,
        "read": report.tickets_read,
        "used": report.tickets_used,
        "excluded": dict(report.excluded),
        "precision_seconds": report.precision_seconds,
        "ambiguous_times": report.excluded.get(_AMBIGUOUS, 0),
        "time_reversals": report.time_reversals,
        "gaps": report.gaps,
        "notes": list(report.notes),
        "faults": [f"{f.span}: {f.message}" for f in report.findings],
    }


def _shown(findings: Sequence[Finding]) -> list[Finding]:
    """The first of each rule, and the first of all while there are few, in their order."""
    first: dict[str, int] = {}
    for place, finding in enumerate(findings):
        first.setdefault(finding.rule, place)
    others = (place for place in range(len(findings)) if place not in first.values())
    places = {*first.values(), *islice(others, max(0, MOST_FAULTS - len(first)))}
    return [findings[place] for place in sorted(places)]


def _times(report: ReadReport) -> Iterator[str]:
    yield _PRECISION[report.precision_seconds]
    ambiguous = report.excluded.get(_AMBIGUOUS, 0)
    yield f"{ambiguous:,} ambiguous (left out)" if ambiguous else "none ambiguous"
    if report.time_reversals:
        yield (
            f"backwards in {report.time_reversals:,} {report.records} (the order of the source"
            " counts)"
        )
