"""The words of a review: a shape and a word for every state, neutral in what they say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from slaspec.remedies.money import exact_text
from slaspec.report.figures import behind, percent, seconds
from slaspec.report.words import counted
from slaspec.review.change import Direction
from slaspec.review.review import BackingChange, State

DIRECTIONS: dict[Direction, str] = {"tightened": "▲", "loosened": "▼", "neutral": "◆"}
STATES: dict[State, tuple[str, str]] = {
    "passed": ("✓", "passed"),
    "warned": ("⚠", "warned"),
    "denied": ("✗", "denied"),
    "waived": ("◇", "waived"),
    "not_judged": ("○", "not judged"),
}
EFFECTS = {
    "broken": "✗ broken",
    "mended": "✓ mended",
    "slack": "✓ backed",
    "unjudged": "○ not judged any more",
    "changed": "◆ otherwise",
}
CONTAINERS = frozenset({"", "targets", "objectives", "objective"})


def place_of(document: str, path: tuple[str, ...]) -> str:
    """`acme#resolution/P1/within`: a part of a document by ids."""
    part = "/".join(each for each in path if each not in CONTAINERS) if path != (document,) else ""
    return f"{document}#{part}" if part else document


def objective_of(change: BackingChange) -> str:
    """`acme#resolution/P1`."""
    return place_of(change.document, (change.target, change.objective))


def backed(change: BackingChange, *, dated: bool = True) -> str:
    """What has become of the backing of one objective, in few words; `dated`: and from when on."""
    said = EFFECTS[change.effect]
    before, after = change.slack_before, change.slack_after
    if change.effect == "slack" and before is not None and after is not None:
        said += f", {_slack(before, change.unit)} → {_slack(after, change.unit)} in hand"
    return said + (since(change.effective, draft=change.draft) if dated else "")


def _slack(value: Fraction, unit: str) -> str:
    sign = "-" if value < 0 else ""
    if unit == "records":
        return sign + counted(abs(value.numerator // value.denominator), "record")
    return sign + (percent(abs(value)) if unit == "%" else seconds(abs(value)))


def measured(value: Fraction, unit: str) -> str:
    """A measured value, exact: `99.95%`, `4h`, `4.5 cases`."""
    if unit == "s" and value.denominator == 1 and value >= 0:
        return seconds(value)
    return exact_text(value) + behind(unit)


def since(effective: date | None, *, draft: bool) -> str:
    """From when on it is so: ` from 2027-01-01 (draft)`; empty for now."""
    day = f" from {effective}" if effective else ""
    return day + (" (draft)" if draft else "")
