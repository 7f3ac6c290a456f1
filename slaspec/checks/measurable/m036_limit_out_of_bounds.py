"""Rule M036."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric, Metric
from slaspec.language.model.target import Objective
from slaspec.language.quantities import Duration


@rule(id="M036", name="limit-out-of-bounds", severity="error", aspect="measurable")
def limit_out_of_bounds(agreement: Agreement) -> Iterator[Finding]:
    """
    An objective asks for what cannot be missed, or cannot be kept.

    What it does:
        A share, a percentile and an availability are more than 0 % and at most 100 %. A limit is at
        least a second; only a delay after `due` may have a limit of 0.

    Why:
        0 % is always kept and 101 % never. Both are mostly a slip of the hand, with money behind
        it.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 999%}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        Precise reading of the contract language: 0 % < target <= 100 %; durations from 1 s.
    """
    for target, metric in measured(agreement):
        for name, objective in objectives(target):
            for key in ("share", "percentile", "availability"):
                share = getattr(objective, key)
                if share is not None and not 0 < share.value <= 1:
                    yield finding_at(
                        objective.at.of(key),
                        f"{name}: {share} is {'always kept' if share.value == 0 else 'never kept'}",
                        f"write {key} above 0% and at most 100%",
                    )
            if _is_empty_limit(metric, objective):
                yield finding_at(
                    objective.at.of("within"),
                    f"{name}: a limit of {objective.within} leaves no time at all",
                    "write at least 1s; only a clock that starts with due may have a limit of 0",
                )


def _is_empty_limit(metric: Metric, objective: Objective) -> bool:
    """Whether the limit is 0 (below one second), except for a delay."""
    if not isinstance(metric, DurationMetric) or metric.start == "due":
        return False
    return isinstance(objective.within, Duration) and objective.within.seconds == 0
