"""The verdicts of a source's own tool beside ours, and why they differ, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.report.tables import table

if TYPE_CHECKING:
    from slaspec.measure.differences import Explanation
    from slaspec.measure.results import ToolComparison
    from slaspec.use_cases.preview import Preview

_FEW, _MANY = 3, 40  # ids that are shown of records with a reason, and of those without


def tool_text(preview: Preview) -> Iterator[str]:
    """The tables, where the source states the verdicts of a tool."""
    compared = preview.measurements.tool
    if not compared:
        return
    differ = any(each.differing_ids for each in compared)
    asked = preview.against_tool is not None
    hint = "" if asked or not differ else "\nThe reason of each difference: --against-tool"
    yield _counts(compared) + hint
    if preview.against_tool:
        yield _reasons(preview.against_tool, compared)


def _counts(compared: Sequence[ToolComparison]) -> str:
    rows = [
        (
            each.target if each.objective == "all" else f"{each.target}/{each.objective}",
            f"{each.both_met:,}",
            f"{each.both_missed:,}",
            f"{each.only_slaspec_met:,}",
            f"{each.only_tool_met:,}",
            _ids(each.differing_ids, _FEW),
        )
        for each in compared
    ]
    headings = (
        "slaspec against the tool",
        "both met",
        "both missed",
        "only slaspec: met",
        "only tool: met",
        "records",
    )
    return table(headings, rows, right=(1, 2, 3, 4))


def _reasons(reasons: Sequence[Explanation], compared: Sequence[ToolComparison]) -> str:
    rows = [
        (
            f"{each.target}: {each.reason}",
            f"{len(each.records):,}",
            each.change,
            "" if each.agree is None else f"{each.agree:,} of {_compared(each.target, compared):,}",
            _ids([record.id for record in each.records], _FEW if each.change else _MANY),
        )
        for each in reasons
    ]
    headings = ("why they differ", "records", "the tool's verdict with", "would agree", "ids")
    return table(headings, rows, right=(1, 3))


def _compared(target: str, compared: Sequence[ToolComparison]) -> int:
    return sum(
        each.both_met + each.both_missed + each.only_slaspec_met + each.only_tool_met
        for each in compared
        if each.target == target
    )


def _ids(ids: Sequence[str], most: int) -> str:
    return ", ".join(ids[:most]) + (" …" if len(ids) > most else "")
