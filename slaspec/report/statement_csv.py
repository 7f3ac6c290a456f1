"""Statement lines as CSV for finance: one row a line, every text quoted, no cell a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.report.escape import for_csv
from slaspec.report.figures import behind, decimal_text, in_unit

if TYPE_CHECKING:
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
    "tz",
    "target_id",
    "clause",
    "objective",
    "metric",
    "measured_exact",
    "numerator",
    "denominator",
    "verdict",
    "remedy",
    "nature",
    "net_credit",
    "bonus",
    "currency",
    "reason",
    "engine_version",
)
NUMBERS = frozenset({"line", "numerator", "denominator", "net_credit", "bonus"})


def statement_csv(preview: Preview) -> str:
    """The lines of a statement. Credits are positive in `net_credit`, bonuses in `bonus`."""
    rows = [",".join(_quoted(name) for name in COLUMNS)]
    verdicts = {(m.target, m.objective, m.window): m for m in preview.measurements.measured}
    for number, line in enumerate(preview.statement.lines, 1):
        measured = verdicts[line.target, line.objective, line.window]
        cells = _cells(preview, number, line, measured)
        rows.append(",".join(cells[c] if c in NUMBERS else _quoted(cells[c]) for c in COLUMNS))
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    """A quoted cell (RFC 4180); only figures stand unquoted."""
    return '"' + for_csv(text).replace('"', '""') + '"'


def _cells(preview: Preview, number: int, line: Line, measured: Measured) -> dict[str, str]:
    agreement = preview.text_of(measured)
    target = next(t for t in agreement.targets or () if t.id == line.target)
    value = in_unit(measured)
    bonus = line.nature == "bonus"
    return {
        "contract_id": agreement.id,
        "contract_version": agreement.version,
        "supplier": agreement.parties.provider if agreement.parties else "",
        "customer": agreement.parties.customer if agreement.parties else "",
        "line": str(number),
        "service": target.service,
        "service_period": line.window.name,
        "service_period_from": line.window.first,
        "service_period_to": line.window.last,
        "tz": str(agreement.timezone),
        "target_id": line.target,
        "clause": target.clause or "",
        "objective": line.objective,
        "metric": target.metric,
        "measured_exact": "" if value is None else decimal_text(value) + behind(measured.unit),
        "numerator": _numerator(measured),
        "denominator": str(measured.counted),
        "verdict": measured.verdict,
        "remedy": line.remedy,
        "nature": line.nature,
        "net_credit": "0" if bonus else f"{line.amount:f}",
        "bonus": f"{-line.amount:f}" if bonus else "0",
        "currency": line.currency,
        "reason": "; ".join(step.sentence for step in line.trail),
        "engine_version": str(preview.run["slaspec"]),
    }


def _numerator(measured: Measured) -> str:
    """Records that met, or of an availability the seconds that were not down."""
    if measured.down is None:
        return str(measured.met)
    return decimal_text(measured.counted - measured.down)
