"""Rule M036."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric, Metric, ValueMetric
from slaspec.language.model.target import Objective, WorkingDays
from slaspec.language.quantities import Duration

_MOST_WORKING_DAYS = 3660  # ten years, as for other limits


@rule(
    id="M036",
    name="limit-out-of-bounds",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def limit_out_of_bounds(agreement: Agreement) -> Iterator[Finding]:
    """
    An objective asks for what cannot be missed, or cannot be kept.

    What it does:
        A share, a percentile and an availability are more than 0 % and at most 100 %. A limit is at
        least a second, in whole seconds; only a delay after `due` may have a limit of 0. A limit in
        working days is at most 3,660 of them.

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
            if (fault := _fault_of_limit(metric, objective)) is not None:
                yield finding_at(objective.at.of("within"), f"{name}: {fault[0]}", fault[1])


def _fault_of_limit(metric: Metric, objective: Objective) -> tuple[str, str] | None:
    """What is wrong with the time in which something has to be done, and what to write."""
    within = objective.within
    if isinstance(within, WorkingDays) and not 1 <= within.working_days <= _MOST_WORKING_DAYS:
        return (
            f"a limit of {within.working_days} working days is out of bounds",
            f"write 1 to {_MOST_WORKING_DAYS} working days",
        )
    if not isinstance(within, Duration) or isinstance(metric, ValueMetric):
        return None
    if str(within).endswith("ms"):
        return (
            f"a limit of {within} is written in milliseconds, which are only for value metrics",
            "write whole seconds, or a metric of kind value with unit: ms and at_most",
        )
    is_delay = isinstance(metric, DurationMetric) and metric.start == "due"
    if isinstance(metric, DurationMetric) and within.seconds == 0 and not is_delay:
        return (
            f"a limit of {within} leaves no time at all",
            "write at least 1s; only a clock that starts with due may have a limit of 0",
        )
    return None
