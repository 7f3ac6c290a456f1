"""A preview as JSON (`schemas/output/statement.schema.json`): integers and exact decimal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slaspec.report.figures import decimal_text, in_unit, judged_in_unit
from slaspec.report.read_report import read_report_data
from slaspec.report.relief_text import relief_data

if TYPE_CHECKING:
    from slaspec.measure.differences import Explanation
    from slaspec.measure.results import Measured, ToolComparison, WindowSpan
    from slaspec.records.tickets import ReadReport
    from slaspec.remedies.statement import Line, TrailStep
    from slaspec.use_cases.preview import Preview

FORMAT = "slaspec-statement/1"


def statement_data(preview: Preview) -> dict[str, Any]:
    """The plain data of a preview."""
    statement, measurements = preview.statement, preview.measurements
    agreement = preview.agreement
    reasons = preview.against_tool
    return {
        "format": FORMAT,
        "agreement": agreement.id,
        "version": agreement.version,
        "title": agreement.title,
        "provider": agreement.parties.provider if agreement.parties else None,
        "customer": agreement.parties.customer if agreement.parties else None,
        "timezone": str(agreement.timezone),
        "currency": statement.currency,
        "period": preview.period,
        "state": "measured",
        "windows": [_window(window) for window in measurements.windows],
        "verdicts": [_verdict(m, preview.text_of(m).version) for m in measurements.measured],
        "lines": [_line(number, line) for number, line in enumerate(statement.lines, 1)],
        "total": f"{statement.total:f}",
        "left_out": dict(measurements.unassigned),
        "backward_pauses": dict(measurements.backwards),
        "tool": [_tool(compared) for compared in measurements.tool],
        "against_tool": None if reasons is None else [_explanation(each) for each in reasons],
        "remarks": list(preview.remarks),
        "relief": [relief_data(each) for each in preview.relief],
        "sources": [_source(preview, report) for report in preview.reports],
        "run": dict(preview.run),
    }


def _source(preview: Preview, report: ReadReport) -> dict[str, Any]:
    outside = preview.without_contract[report.source]
    return {**read_report_data(report), "without_contract": outside.records}


def _window(window: WindowSpan) -> dict[str, Any]:
    return {"name": window.name, "from": window.first, "through": window.last}


def _verdict(measured: Measured, version: str) -> dict[str, Any]:
    value, judged = in_unit(measured), judged_in_unit(measured)
    return {
        "target": measured.target,
        "objective": measured.objective,
        "window": measured.window.name,
        "verdict": measured.verdict,
        "reason": measured.reason,
        "met": measured.met,
        "counted": measured.counted,
        "open": measured.open,
        "excluded": dict(measured.excluded),
        "value": None if value is None else decimal_text(value),
        "unit": measured.unit,
        "missed": list(measured.missed_ids),
        "down": None if measured.down is None else decimal_text(measured.down),
        "judged": None if judged is None else decimal_text(judged),
        "version": version,
    }


def _line(number: int, line: Line) -> dict[str, Any]:
    return {
        "number": number,
        "target": line.target,
        "objective": line.objective,
        "window": line.window.name,
        "remedy": line.remedy,
        "record": line.record,
        "nature": line.nature,
        "amount": f"{line.amount:f}",
        "currency": line.currency,
        "place": str(line.at.span),
        "trail": [_step(step) for step in line.trail],
    }


def _step(step: TrailStep) -> dict[str, Any]:
    return {
        "stage": step.stage,
        "sentence": step.sentence,
        "in": step.amount_in,
        "out": step.amount_out,
        "place": str(step.at.span) if step.at.document else "",
    }


def _tool(compared: ToolComparison) -> dict[str, Any]:
    return {
        "target": compared.target,
        "objective": compared.objective,
        "both_met": compared.both_met,
        "both_missed": compared.both_missed,
        "only_slaspec_met": compared.only_slaspec_met,
        "only_tool_met": compared.only_tool_met,
        "differing": list(compared.differing_ids),
    }


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "target": explanation.target,
        "reason": explanation.reason,
        "change": explanation.change,
        "agree": explanation.agree,
        "records": [
            {
                "objective": record.objective,
                "id": record.id,
                "slaspec": record.ours,
                "also": list(record.also),
            }
            for record in explanation.records
        ],
    }
