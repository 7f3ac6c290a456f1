"""What a line of a statement says of itself, cell by cell: taken from its trail and its terms."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.remedies.money import decimals, exact_text
from slaspec.report.figures import behind, decimal_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slaspec.language.model import Agreement
    from slaspec.language.model.remedy import Cap, Remedy
    from slaspec.language.model.target import Target
    from slaspec.remedies.statement import Line, TrailStep

Cell = str | int | Decimal | None
_BASES = (
    "charge",
    "service",
    "all_charges",
    "record",
    "windows",
    "greater_of",
    "previous_window",
    "at_risk",
)
VAT_TREATMENT: Mapping[str, str] = {
    "price_reduction": "price_reduction",
    "liquidated_damages": "damages_outside_scope",
    "penalty": "unknown",
    "bonus": "additional_consideration",
}


def vat_treatment(nature: str) -> str:
    """What the nature of an amount suggests for VAT; who answers for tax decides."""
    return VAT_TREATMENT.get(nature, "unknown")


def decimal(value: Fraction) -> Decimal:
    """A figure for a cell: exact where it ends within 12 decimals, else rounded half even."""
    return Decimal(decimal_text(value))


def money(amount: Fraction, currency: str) -> Decimal:
    """An amount for a cell: all decimals of its currency where it ends, else as `decimal`."""
    text = exact_text(amount, places=decimals(currency))
    return decimal(amount) if "/" in text else Decimal(text)


def trail_facts(line: Line) -> dict[str, Cell]:
    """What was measured, counted and paid at which rate, as the stages wrote it down."""
    measured, counted = _last(line, "round measured"), _last(line, "quantity")
    trigger, rate = _last(line, "trigger"), _last(line, "rate")
    paid = rate.amount_out if rate else ""
    pays, unit = _figure(paid)
    return {
        "measured_contractual": _readable(measured),
        "trigger": trigger.sentence if trigger else "",
        "row_or_units": _readable(counted),
        "rate": paid if pays is None else decimal(pays),
        "rate_unit": unit,
        "reason": "; ".join(step.sentence for step in line.trail),
    }


def term_facts(line: Line, agreement: Agreement, target: Target | None) -> dict[str, Cell]:
    """The terms that the line was settled by, where the contract writes them."""
    remedy = next((r for r in agreement.remedies or () if r.id == line.remedy), None)
    levels = (remedy, agreement.interpretation)
    rounding = next((r for level in levels if (r := getattr(level, "rounding", None))), None)
    return {
        "clause": (target.clause if target else None) or "",
        "remedy_clause": (remedy.clause if remedy else None) or "",
        "multiplier": _weight(line, target),
        "base_kind": _base_kind(remedy),
        "base_amount": _base_amount(line),
        "combine_group": remedy.combine.group if remedy and remedy.combine else "",
        "cap_id": ", ".join(_caps(line, agreement, remedy)),
        "rounding_mode": f"{rounding.mode} by {rounding.at_}" if rounding else "",
    }


def _last(line: Line, stage: str) -> TrailStep | None:
    return next((step for step in reversed(line.trail) if step.stage == stage), None)


def _readable(step: TrailStep | None) -> str:
    """What a stage gave, as decimal text with its unit."""
    text = step.amount_out if step else ""
    figure, unit = _figure(text)
    return text if figure is None else decimal_text(figure) + behind(unit)


def _figure(text: str) -> tuple[Fraction | None, str]:
    """`3%` as 3 and `%`, `10000/3 EUR` as that fraction; None for what is no single figure."""
    digits = len(text) - len(text.lstrip("-0123456789./"))
    try:
        return Fraction(text[:digits]), text[digits:].strip()
    except (ValueError, ZeroDivisionError):
        return None, ""


def _weight(line: Line, target: Target | None) -> Cell:
    for bound in (target.remedies or ()) if target else ():
        if getattr(bound, "remedy", bound) == line.remedy:
            weight = getattr(bound, "weight", None)
            return None if weight is None else decimal(Fraction(weight))
    return None


def _base_kind(remedy: Remedy | None) -> str:
    base: Any = remedy.base if remedy else None
    return next((kind for kind in _BASES if getattr(base, kind, None) is not None), "")


def _base_amount(line: Line) -> Cell:
    """What the percentage was taken of: the amount that came out over the share that went in."""
    step = _last(line, "base")
    if step is None:
        return None
    (share, unit), (amount, _) = _figure(step.amount_in), _figure(step.amount_out)
    if unit != "%" or not share or amount is None:
        return None
    return money(amount / share * 100, line.currency)


def _caps(line: Line, agreement: Agreement, remedy: Remedy | None) -> list[str]:
    """The caps that cut this line, by their ids; one without an id by its place."""
    known: tuple[Cap, ...] = (*((remedy.caps or ()) if remedy else ()), *(agreement.caps or ()))
    names = {cap.at: cap.id or str(cap.at.span) for cap in known}
    cut = [s for s in line.trail if s.stage == "caps" and s.amount_in != s.amount_out]
    return list(dict.fromkeys(names.get(step.at, str(step.at.span)) for step in cut))
