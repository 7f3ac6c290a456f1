"""A preview as JSON (`schemas/output/statement.schema.json`): integers and exact decimal text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.remedies.money import decimals, exact_text
from slaspec.report.figures import decimal_text, in_unit, judged_in_unit
from slaspec.report.line_facts import vat_treatment
from slaspec.report.read_report import read_report_data
from slaspec.report.relief_text import relief_data
from slaspec.report.standing import right_data, state_data
from slaspec.report.statement_rows import evidence, issue_period

if TYPE_CHECKING:
    from slaspec.measure.differences import Explanation
    from slaspec.measure.results import Measured, Miss, ToolComparison, WindowSpan
    from slaspec.records.tickets import ReadReport
    from slaspec.remedies.statement import Line, Netting, TrailStep
    from slaspec.use_cases.preview import Preview

FORMAT = "slaspec-statement/2"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        "issue_period": issue_period(preview),
        "state": "measured",
        "windows": [_window(window) for window in _windows(preview)],
        "verdicts": [_verdict(m, preview.text_of(m).version) for m in measurements.measured],
        "lines": [_line(preview, number, line) for number, line in enumerate(statement.lines, 1)],
        "total": f"{statement.total:f}",
        "nettings": [_netting(each) for each in statement.nettings],
        "adjusts": list(statement.adjusts),
        "states": [state_data(each, statement, agreement) for each in statement.states],
        "rights": [right_data(each) for each in statement.rights],
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


def _windows(preview: Preview) -> list[WindowSpan]:
    """Every window that something here was measured or settled in, by its end."""
    spans = [
        *preview.measurements.windows,
        *(each.window for each in preview.measurements.measured),
        *(line.window for line in preview.statement.lines),
    ]
    return sorted(set(spans), key=lambda span: (span.end, span.start, span.name))


def _window(window: WindowSpan) -> dict[str, Any]:
    return {
        "name": window.name,
        "from": window.first,
        "through": window.last,
        "begins": _instant(window.start),
        "ends": _instant(window.end),
    }


def _instant(seconds: int) -> str:
    """`2026-03-31T22:00:00Z`."""
    return f"{_EPOCH + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def _within(window: WindowSpan) -> dict[str, str]:
    """Which window: windows of two kinds may bear one name."""
    return {"window": window.name, "from": window.first, "through": window.last}


def _verdict(measured: Measured, version: str) -> dict[str, Any]:
    value, judged = in_unit(measured), judged_in_unit(measured)
    return {
        "target": measured.target,
        "objective": measured.objective,
        **_within(measured.window),
        "verdict": measured.verdict,
        "reason": measured.reason,
        "met": measured.met,
        "counted": measured.counted,
        "open": measured.open,
        "excluded": dict(measured.excluded),
        "value": None if value is None else decimal_text(value),
        "exact": None if value is None else exact_text(value),
        "unit": measured.unit,
        "missed": list(measured.missed_ids),
        "misses": [_miss(each) for each in measured.misses],
        "down": None if measured.down is None else decimal_text(measured.down),
        "judged": None if judged is None else decimal_text(judged),
        "version": version,
    }


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "id": miss.id,
        "begins": None if miss.begin is None else _instant(miss.begin),
        "ends": None if miss.end is None else _instant(miss.end),
        "seconds": None if miss.size is None else exact_text(miss.size),
        "late": None if miss.late is None else exact_text(miss.late),
        "incident": miss.incident,
        "merged": list(miss.others),
    }


def _line(preview: Preview, number: int, line: Line) -> dict[str, Any]:
    return {
        "number": number,
        "target": line.target,
        "objective": line.objective,
        **_within(line.window),
        "remedy": line.remedy,
        "clause": _clause(preview, line),
        "record": line.record,
        "kind": line.kind,
        "nature": line.nature,
        "vat_treatment": vat_treatment(line.nature),
        "state": line.state,
        "claim": line.claim,
        "claim_by": line.claim_by.isoformat() if line.claim_by else None,
        "lapsed": f"{line.lapsed:f}",
        "lapsed_uses_cap": line.lapsed_uses_cap,
        "adjusts": line.adjusts,
        "gross": _exact(line.gross, line),
        "carried_in": _exact(line.carried_in, line),
        "cap_cut": _exact(line.cap_cut, line),
        "carried_out": _exact(line.carried_out, line),
        "minimum_cut": _exact(line.minimum_cut, line),
        "amount": f"{line.amount:f}",
        "currency": line.currency,
        "evidence": [
            {"source": source, "sha256": digest}
            for source, digest in evidence(preview, line).items()
        ],
        "place": str(line.at.span),
        "trail": [_step(step) for step in line.trail],
    }


def _clause(preview: Preview, line: Line) -> str:
    """The clause of the remedy, else of the target, in the text in force at the end."""
    agreement = preview.agreement
    target = next((t for t in agreement.targets or () if t.id == line.target), None)
    remedy = next((r for r in agreement.remedies or () if r.id == line.remedy), None)
    return (remedy.clause if remedy else None) or (target.clause if target else None) or ""


def _exact(amount: Fraction, line: Line) -> str:
    return exact_text(amount, decimals(line.currency))


def _netting(netting: Netting) -> dict[str, Any]:
    return {
        "name": netting.name,
        "from": netting.first.isoformat(),
        "through": netting.last.isoformat(),
        "credits": f"{netting.credits:f}",
        "bonuses": f"{netting.bonuses:f}",
        "payable": f"{netting.payable:f}",
        "complete": netting.complete,
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
