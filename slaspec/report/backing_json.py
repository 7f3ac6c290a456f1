"""What stands behind each promise as JSON (the key `backing` of the output of `check`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.remedies.money import exact_text

if TYPE_CHECKING:
    from slaspec.backing import Proof, Reason
    from slaspec.backing.money import Exposure
    from slaspec.use_cases.backing import Backed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def backing_data(backed: Iterable[Backed]) -> list[dict[str, Any]]:
    """One entry for each objective, in the order given."""
    return [{**_proof(each.proof), "exposure": _money(each.exposure)} for each in backed]


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "document": proof.document,
        "target": proof.target,
        "objective": proof.name,
        "verdict": proof.verdict,
        "reason": proof.reason.sentence if proof.reason else None,
        "reasons": [_reason(each) for each in proof.conditions],
        "remarks": [_reason(each) for each in proof.remarks],
        "limit_seconds": proof.limit_seconds,
        "worst_seconds": proof.worst_seconds,
        "worst_start": _instant(proof.worst_start),
        "window": [_instant(each) for each in proof.window] if proof.window else None,
        "timeline": [
            {
                "leaf": step.leaf,
                "from": _instant(step.from_),
                "until": _instant(step.until),
                "state": step.state,
            }
            for step in proof.timeline
        ],
        "guaranteed": _exact(proof.guaranteed),
        "promised": _exact(proof.promised),
        "binding": proof.binding or None,
        "slack": _exact(proof.slack),
        "slack_seconds": proof.slack_seconds,
        "assumptions": list(proof.assumptions),
        "repairs": [each.sentence for each in proof.repairs],
        "file": proof.at.span.file,
        "line": proof.at.span.line,
        "column": proof.at.span.column,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "sentence": reason.sentence,
        "help": reason.help,
        "file": reason.at.span.file,
        "line": reason.at.span.line,
        "column": reason.at.span.column,
    }


def _money(exposure: Exposure | None) -> dict[str, Any] | None:
    if exposure is None:
        return None
    return {
        "currency": exposure.currency,
        "window": exposure.window,
        "owed": _exact(exposure.owed),
        "uncovered": _exact(exposure.uncovered),
        "recoveries": [
            {"leaf": each.leaf, "amount": _exact(each.amount), "why": each.why}
            for each in exposure.recoveries
        ],
        "why": exposure.why,
        "expected": None,
        "why_not_expected": exposure.why_not_expected,
    }


def _exact(value: Fraction | None) -> str | None:
    """Exact text: a decimal where it ends, else a fraction."""
    return None if value is None else exact_text(value)


def _instant(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    return f"{(_EPOCH + timedelta(seconds=seconds)).replace(tzinfo=None).isoformat()}Z"
