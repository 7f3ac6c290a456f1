"""The lines of a statement as finance books them: one row a line, one cell a column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.remedies.money import decimals
from slaspec.report.figures import behind, decimal_text, in_unit
from slaspec.report.line_facts import Cell, decimal, money, term_facts, trail_facts, vat_treatment

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.target import Target
    from slaspec.measure.results import Measured
    from slaspec.remedies.statement import Line
    from slaspec.use_cases.preview import Preview

COLUMNS = (
    "contract_id",
    "contract_version",
    "supplier",
    "customer",
    "line",
    "service",
    "service_period",
    "service_period_from",
    "service_period_to",
    "issue_period",
    "tz",
    "target_id",
    "clause",
    "objective",
    "metric",
    "target",
    "record",
    "measured_exact",
    "measured_contractual",
    "numerator",
    "denominator",
    "excluded",
    "event_count",
    "verdict",
    "remedy",
    "remedy_clause",
    "kind",
    "nature",
    "trigger",
    "row_or_units",
    "rate",
    "rate_unit",
    "multiplier",
    "base_kind",
    "base_amount",
    "gross_credit",
    "combine_group",
    "cap_id",
    "cap_cut",
    "carried_in",
    "carried_out",
    "min_payable_cut",
    "lapsed",
    "net_credit",
    "bonus",
    "currency",
    "rounding_mode",
    "claim_deadline",
    "status",
    "adjusts",
    "credit_note",
    "vat_treatment",
    "vat_rate",
    "preceding_invoice",
    "gl_account",
    "cost_centre",
    "evidence_uri",
    "evidence_sha256",
    "reason",
    "computed_at",
    "engine_version",
)
MONEY = (
    "base_amount",
    "gross_credit",
    "cap_cut",
    "carried_in",
    "carried_out",
    "min_payable_cut",
    "lapsed",
    "net_credit",
    "bonus",
)
NUMBERS = frozenset(
    {*MONEY, "line", "numerator", "denominator", "excluded", "event_count", "multiplier"}
)


def statement_rows(preview: Preview) -> Iterator[dict[str, Cell]]:
    """
    A row for each line, with all of `COLUMNS`; what nobody told is empty.

    Credits stand in `net_credit`, above zero where they are owed to the customer; bonuses stand
    above zero in `bonus`. `numerator`, `denominator` and `excluded` are seconds for an
    availability, else records.
    """
    verdicts = {(m.target, m.objective, m.window): m for m in preview.measurements.measured}
    for number, line in enumerate(preview.statement.lines, 1):
        measured = verdicts.get((line.target, line.objective, line.window))
        agreement = preview.agreement if measured is None else preview.text_of(measured)
        target = next((t for t in agreement.targets or () if t.id == line.target), None)
        yield {
            "line": number,
            "vat_rate": "",
            "gl_account": "",
            "cost_centre": "",
            "evidence_uri": "",
            **_agreement_cells(preview, agreement),
            **_window_cells(line, target),
            **_measured_cells(line, target, measured),
            **trail_facts(line),
            **term_facts(line, agreement, target),
            **_money_cells(line),
            **_state_cells(preview, line),
            "preceding_invoice": _invoice(preview, line, target),
            "evidence_sha256": ", ".join(evidence(preview, line).values()),
        }


def evidence(preview: Preview, line: Line) -> dict[str, str]:
    """The digests of the files that a line was measured on, by their source (or `measured`)."""
    digests: dict[str, str] = dict(preview.run.get("records") or {})
    if reported := preview.run.get("measured"):
        return {"measured": reported}
    target = next((t for t in preview.agreement.targets or () if t.id == line.target), None)
    metrics = preview.agreement.metrics or ()
    metric = next((m for m in metrics if target and m.id == target.metric), None)
    source = getattr(metric, "source", None)
    return {source: digests[source]} if source in digests else {}


def issue_period(preview: Preview) -> str:
    """The month in which the statement would be issued: that of `as_of`."""
    return str(preview.run["as_of"])[:7]


def _agreement_cells(preview: Preview, agreement: Agreement) -> dict[str, Cell]:
    return {
        "contract_id": agreement.id,
        "contract_version": agreement.version,
        "supplier": agreement.parties.provider if agreement.parties else "",
        "customer": agreement.parties.customer if agreement.parties else "",
        "tz": str(agreement.timezone),
        "issue_period": issue_period(preview),
        "computed_at": str(preview.run["as_of"]),
        "engine_version": str(preview.run["slaspec"]),
    }


def _window_cells(line: Line, target: Target | None) -> dict[str, Cell]:
    return {
        "service": target.service if target else "",
        "service_period": line.window.name,
        "service_period_from": line.window.first,
        "service_period_to": line.window.last,
        "target_id": line.target,
        "objective": line.objective,
        "metric": target.metric if target else "",
        "record": line.record,
        "remedy": line.remedy,
    }


def _measured_cells(
    line: Line, target: Target | None, measured: Measured | None
) -> dict[str, Cell]:
    from slaspec.report.statement_text import promise

    if measured is None:
        nothing = ("target", "measured_exact", "verdict")
        counts = ("numerator", "denominator", "excluded", "event_count")
        return {**dict.fromkeys(nothing, ""), **dict.fromkeys(counts)}
    value = in_unit(measured)
    objective = target and ((target.objectives or {}).get(line.objective) or target.objective)
    alone = not measured.counted and value is not None  # reported without what stands behind it
    return {
        "target": promise(objective) if objective else "",
        "measured_exact": "" if value is None else decimal_text(value) + behind(measured.unit),
        "numerator": None if alone else good(measured),
        "denominator": None if alone else measured.counted,
        "excluded": sum(measured.excluded.values()),
        "event_count": len(measured.missed_ids),
        "verdict": measured.verdict,
    }


def good(measured: Measured) -> Cell:
    """The records that met, or the seconds that were not down."""
    down = measured.down
    return measured.met if down is None else decimal(measured.counted - down)


def _money_cells(line: Line) -> dict[str, Cell]:
    bonus = line.nature == "bonus"
    gross = -line.gross if line.kind == "earned_back" else line.gross
    nothing = Decimal(0).scaleb(-decimals(line.currency))
    return {
        "kind": line.kind,
        "nature": line.nature,
        "gross_credit": money(gross, line.currency),
        "cap_cut": money(line.cap_cut, line.currency),
        "carried_in": money(line.carried_in, line.currency),
        "carried_out": money(line.carried_out, line.currency),
        "min_payable_cut": money(line.minimum_cut, line.currency),
        "lapsed": money(Fraction(line.lapsed), line.currency),
        "net_credit": nothing if bonus else line.amount,
        "bonus": line.amount.copy_negate() if bonus else nothing,
        "currency": line.currency,
        "claim_deadline": line.claim_by.isoformat() if line.claim_by else "",
        "adjusts": line.adjusts,
        "vat_treatment": vat_treatment(line.nature),
    }


def _state_cells(preview: Preview, line: Line) -> dict[str, Cell]:
    """What became of the line, or else of the statement of its window."""
    name = line.window.name
    state = next((each for each in preview.statement.states if each.window == name), None)
    said = state.state if state else "measured"
    return {
        "status": "lapsed" if line.state == "lapsed" else said,
        "credit_note": state.credit_note if state else "",
    }


def _invoice(preview: Preview, line: Line, target: Target | None) -> str:
    """The invoice that charged the service in the window, where the file of charges says it."""
    return preview.invoices.get((line.window.name, target.service if target else ""), "")
