"""Estimates as JSON (`schemas/output/estimate.schema.json`): decimal text and exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.report.figures import decimal_text

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.measure.results import Measured
    from slaspec.remedies.analysis.exposure import MaximumExposure
    from slaspec.remedies.distribution import Distribution
    from slaspec.use_cases.accrual import Accrual, Forecast
    from slaspec.use_cases.exposure import Exposure, ExposureRow

FORMAT = "slaspec-estimate/1"


def exposure_data(exposure: Exposure) -> dict[str, Any]:
    """The plain data of simulated months."""
    return {
        **_head("simulated", exposure.agreement, exposure.period, exposure.maximum),
        "forecast": _forecast(exposure.profile, exposure.months, exposure.seed),
        "rows": [_row(row) for row in exposure.rows],
        "earned_so_far": None,
        "could_add": None,
        "expected_rest": None,
        "verdicts": [],
        "remarks": list(exposure.remarks),
        "run": dict(exposure.run),
    }


def accrual_data(accrual: Accrual) -> dict[str, Any]:
    """The plain data of an accrual; every amount of it is an estimate."""
    rest, forecast = accrual.expected_rest, accrual.forecast
    whole = [] if accrual.whole is None else [_of_period(accrual.whole)]
    return {
        **_head("accrual", accrual.agreement, accrual.period, accrual.maximum),
        "forecast": None if forecast is None else _said(forecast),
        "rows": whole,
        "earned_so_far": f"{accrual.earned:f}",
        "could_add": f"{accrual.could_add:f}",
        "expected_rest": None if rest is None else _exact(rest),
        "verdicts": [_verdict(each) for each in accrual.so_far.verdicts],
        "remarks": list(accrual.remarks),
        "run": dict(accrual.run),
    }


def _head(kind: str, agreement: Agreement, period: str, maximum: MaximumExposure) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": kind,
        "state": "estimated",
        "agreement": agreement.id,
        "version": agreement.version,
        "period": period,
        "currency": agreement.currency,
        "maximum": {
            "window": _amount(maximum.window),
            "contract_year": _amount(maximum.contract_year),
            "why_not": list(maximum.why),
        },
    }


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _said(forecast: Forecast) -> dict[str, Any]:
    return _forecast(forecast.profile, forecast.months, forecast.seed)


def _forecast(profile: str, months: int, seed: int) -> dict[str, Any]:
    return {"profile": profile, "months": months, "seed": seed}


def _row(row: ExposureRow) -> dict[str, Any]:
    head = {"target": row.target or None, "side": row.side, "per": row.per}
    return {**head, **_distribution(row.distribution)}


def _of_period(found: Distribution) -> dict[str, Any]:
    return {"target": None, "side": "credit", "per": "period", **_distribution(found)}


def _distribution(found: Distribution) -> dict[str, Any]:
    return {
        "simulated": found.count,
        "probability_of_any": _exact(found.any),
        "expected": _exact(found.expected),
        "most_likely": f"{found.most_likely:f}",
        "p50": f"{found.p50:f}",
        "p90": f"{found.p90:f}",
        "worst": f"{found.worst:f}",
    }


def _verdict(measured: Measured) -> dict[str, Any]:
    return {
        "target": measured.target,
        "objective": measured.objective,
        "window": measured.window.name,
        "verdict": measured.verdict,
        "met": measured.met,
        "counted": measured.counted,
        "open": measured.open,
    }


def _exact(figure: Fraction) -> dict[str, str]:
    """A figure in decimals, and exactly as a fraction."""
    sign = "-" if figure < 0 else ""
    return {"decimal": sign + decimal_text(abs(figure)), "exact": str(figure)}
