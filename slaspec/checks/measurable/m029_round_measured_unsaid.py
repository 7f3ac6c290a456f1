"""Rule M029."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.targets import objectives
from slaspec.checks.unanswered import unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric, Metric, ThroughputMetric
from slaspec.language.model.target import Target


@rule(id="M029", name="round-measured-unsaid", severity="error", aspect="measurable")
def round_measured_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether the measured value is rounded before it is judged.

    What it does:
        Asks every target on a share, a score or a figure for `round_measured`: `exact`, or the
        places and the mode.

    Why:
        99.89514 % is below 99.9 %, and printed with one decimal it is 99.9 %. One side pays, the
        other does not.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, round_measured: exact}

    Source:
        Atlassian's published example computes 99.8611 % and judges 99.86 %.
    """
    return unanswered(
        agreement,
        "round_measured",
        "99.89514% is below 99.9%, and rounded to one place it is not",
        "add round_measured: exact to the interpretation, or {places: 2, mode: half_up}",
        _has_fractions,
    )


def _has_fractions(target: Target, metric: Metric) -> bool:
    if isinstance(metric, DurationMetric):
        return any(objective.share is not None for _, objective in objectives(target))
    return not isinstance(metric, ThroughputMetric)
