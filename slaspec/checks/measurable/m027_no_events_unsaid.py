"""Rule M027."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric, Metric, RatioMetric, ScoreMetric
from slaspec.language.model.target import Target


@rule(id="M027", name="no-events-unsaid", severity="error", aspect="measurable")
def no_events_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what the verdict is when nothing happened.

    What it does:
        Asks every target on a share, a percentile or a score for `no_events`: `not_measured` or
        `met`.

    Why:
        Ninety per cent of no incidents is neither met nor missed. The answer decides whether a
        quiet month interrupts a row of missed ones.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, no_events: not_measured}

    Source:
        GitHub's published agreement says it for Packages; most agreements do not.
    """
    return unanswered(
        agreement,
        "no_events",
        "a window in which nothing happened is met, or is not measured",
        "add no_events: not_measured to the interpretation (or met)",
        _can_be_empty,
    )


def _can_be_empty(_target: Target, metric: Metric) -> bool:
    return isinstance(metric, DurationMetric | RatioMetric | ScoreMetric)
