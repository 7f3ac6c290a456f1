"""Rule M011."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.measure.kinds import kind_of

_EXAMPLES = {
    "duration": "{share: 90%, within: 5h} or {percentile: 95%, within: 5h}",
    "availability": "{availability: 99.9%}",
    "ratio": "{at_least: 99%}",
    "throughput": "{at_least: 400}",
    "score": "{at_least: 4.2}",
    "value": "{at_most: 10 cases}, with the unit of the metric",
}


@rule(
    id="M011",
    name="objective-does-not-fit-metric",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def objective_does_not_fit_metric(agreement: Agreement) -> Iterator[Finding]:
    """
    An objective has a form that its metric cannot answer.

    What it does:
        A clock has `share` or `percentile` with `within`; availability has `availability`;
        ratios, counts, scores and figures have `at_least` or `at_most`.

    Why:
        "99.9 % available" says nothing about a clock that measures hours.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {share: 99.9%, within: 1h}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        ISO/IEC 19086-2:2018, metric model: the scale of a metric decides what can be asked of it.
    """
    for target, metric in measured(agreement):
        for name, objective in objectives(target):
            forms = ("share", "percentile", "availability", "at_least", "at_most")
            said = [form for form in forms if getattr(objective, form) is not None]
            for form in said:
                if form not in kind_of(metric).CONDITIONS:
                    yield finding_at(
                        objective.at.of(form),
                        f"{name}: '{form}' cannot be asked of metric '{metric.id}', which is of"
                        f" kind {metric.kind}",
                        f"write {_EXAMPLES[metric.kind]}",
                        at_key=True,
                    )
