"""A review as JSON (`schemas/output/review.schema.json`): every field of its data, exact."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from slaspec.findings import Finding, Span
from slaspec.remedies.money import exact_text
from slaspec.report.findings_json import to_json
from slaspec.report.review_head import verdict
from slaspec.review.change import Change
from slaspec.review.histogram import Bar

if TYPE_CHECKING:
    from slaspec.review.review import Review

FORMAT = "slaspec-review/1"


def json(review: Review) -> str:
    """The whole review; without amounts it holds none."""
    return to_json(review_data(review))


def review_data(review: Review) -> dict[str, Any]:
    """
    The plain data: field by field, decimals and fractions as exact text, days as ISO dates.

    What is derived stands beside the fields: the verdict, and the fingerprints of changes and
    findings.
    """
    role, sentence = verdict(review)
    return {
        "format": FORMAT,
        "verdict": {"role": role, "sentence": sentence},
        **_plain(review),
    }


def _plain(value: Any) -> Any:
    match value:
        case date() | Decimal() | Fraction():
            return _text(value)
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case Span() | Bar():
            return {key: _plain(each) for key, each in value._asdict().items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case _:
            return _record(value) if dataclasses.is_dataclass(value) else value


def _text(value: date | Decimal | Fraction) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return exact_text(value)


def _record(value: Any) -> dict[str, Any]:
    made = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Change | Finding):
        made["fingerprint"] = value.fingerprint
    return made
