"""A profile as YAML in the strict subset of contracts, and what it was counted in as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from slaspec.report.escape import for_terminal
from slaspec.report.figures import percent
from slaspec.report.tables import table
from slaspec.report.yaml_flow import flow

if TYPE_CHECKING:
    from slaspec.use_cases.profile import Fitted

_WIDTH = 100


def profile_text(document: Mapping[str, Any]) -> str:
    """The text of a profile; the same data gives the same text."""
    return "\n".join(_mapping(document, "")) + "\n"


def _mapping(data: Mapping[str, Any], pad: str) -> Iterator[str]:
    for key, value in data.items():
        line = f"{pad}{key}: {flow(value)}"
        if not isinstance(value, Mapping) or _fits(value, line):
            yield line
        elif any(isinstance(each, Mapping | list) for each in value.values()):
            yield f"{pad}{key}:"
            yield from _mapping(value, f"{pad}  ")
        else:
            yield from _folded(f"{pad}{key}: {{", value)


def _fits(value: Mapping[str, Any], line: str) -> bool:
    return len(line) <= _WIDTH and not any(isinstance(each, Mapping) for each in value.values())


def _folded(head: str, value: Mapping[str, Any]) -> Iterator[str]:
    """A mapping of scalars in as few lines as fit, under its first entry."""
    line, pad = head, " " * len(head)
    entries = [f"{key}: {flow(each)}" for key, each in value.items()]
    for number, entry in enumerate(entries, 1):
        end = "}" if number == len(entries) else ","
        if len(line) + len(entry) + 1 > _WIDTH and line.strip():
            yield line.rstrip()
            line = pad
        line += f"{entry}{end} "
    yield line.rstrip()


def fitted_text(fitted: Fitted) -> str:
    """What a profile was counted in, what was left out, and how near its own stream comes."""
    return "\n".join(map(for_terminal, _counted(fitted))) + _deviations(fitted) + "\n"


def _counted(fitted: Fitted) -> Iterator[str]:
    report, volume = fitted.report, fitted.volume
    yield (
        f"{report.file}: {report.rows_read:,} rows, {report.tickets_read:,} {report.records},"
        f" {report.tickets_used:,} used"
    )
    for reason, count in report.excluded.items():
        yield f"  {count:,} left out: {reason}"
    if volume is not None:
        yield (
            f"volume counted from {volume.first} through {volume.last}, the weeks with at least"
            f" half of what the typical week has: {volume.counted:,} {report.records}"
        )
    least = fitted.document["fitted_from"]["smallest_group"]
    yield f"nothing is told of fewer than {least} records"


def _deviations(fitted: Fitted) -> str:
    if not fitted.deviations:
        return ""
    rows = [
        (
            each.figure,
            each.history,
            each.stream,
            percent(each.points),
            percent(each.tolerance),
            "" if each.within else "beyond",
        )
        for each in fitted.deviations
    ]
    headings = ("", "history", "stream", "apart", "tolerance", "")
    shown = table(headings, rows, right=(1, 2, 3, 4))
    beyond = sum(not each.within for each in fitted.deviations)
    why = "the history holds something that the profile cannot say"
    said = f"\n{beyond} beyond the tolerance: {why}" if beyond else ""
    return f"\n\na stream of 200,000 tickets of this profile against the history:\n{shown}{said}"
