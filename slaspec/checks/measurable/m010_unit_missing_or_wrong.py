"""Rule M010."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.units import in_words, unit_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import ValueMetric


@rule(
    id="M010",
    name="unit-missing-or-wrong",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def unit_missing_or_wrong(agreement: Agreement) -> Iterator[Finding]:
    """
    A figure has no unit, or another one than its metric.

    What it does:
        Asks every metric of kind `value` for its `unit`, and compares the unit of `at_least` and
        `at_most` with that of the metric: `%` for a ratio, none for a score, a bare number or a
        word for a count.

    Why:
        A backlog of at most 10 may be cases or days, and 300 may be milliseconds or seconds.

    Wrong:

        metrics: [{id: backlog, kind: value, source: itsm-export, unit: cases}]
        targets:
          - {id: backlog, service: service-desk, metric: backlog, objective: {at_most: 10 days}}

    Right:

        metrics: [{id: backlog, kind: value, source: itsm-export, unit: cases}]
        targets:
          - {id: backlog, service: service-desk, metric: backlog, objective: {at_most: 10 cases}}

    Source:
        A public directory of cloud agreements stored credits of 3, 7 and 15 days as percentages,
        for lack of a unit.
    """
    for metric in agreement.metrics or ():
        if isinstance(metric, ValueMetric) and metric.unit is None:
            yield finding_at(
                metric.at.of("id"),
                f"metric '{metric.id}' does not say in which unit its figure is",
                "add unit: cases, or the unit that thresholds are written in",
            )
    for target, metric in measured(agreement):
        wanted = unit_of(metric)
        for name, objective in objectives(target):
            for key in ("at_least", "at_most"):
                amount = getattr(objective, key)
                if amount is not None and wanted is not None and amount.unit not in wanted:
                    yield finding_at(
                        objective.at.of(key),
                        f"{name}: '{amount}' is not in the unit of metric '{metric.id}',"
                        f" which is {in_words(metric)}",
                        f"write {key} in {in_words(metric)}",
                    )
