"""Rule M038."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Exclusion
from slaspec.language.model.metric import (
    AvailabilityMetric,
    DurationMetric,
    Metric,
    RatioMetric,
    ThroughputMetric,
)

_HELP = {
    "on_availability": "add on_availability: denominator (not counted at all), or numerator"
    " (counted as up)",
    "on_tickets": "add on_tickets: pause (the clock stands), or leave_out",
}


@rule(id="M038", name="exclusion-effect-unsaid", severity="error", aspect="measurable")
def exclusion_effect_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Something is excluded, and nobody says what that does to the figure.

    What it does:
        Asks every exclusion that a metric uses for its effect: `on_availability` where the metric
        is an availability, `on_tickets` where it counts records or their time.

    Why:
        Four hours of maintenance in a month of 720 hours, and one more hour down: 99.8603 % where
        the four hours are not counted at all, 99.8611 % where they are counted as up. And a ticket
        may wait while a clock stands, or not count at all.

    Wrong:

        exclusions: [{id: planned-maintenance, cause: maintenance}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             exclusions: [planned-maintenance]}

    Right:

        exclusions: [{id: planned-maintenance, cause: maintenance, on_availability: denominator}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             exclusions: [planned-maintenance]}

    Source:
        Out of the down time in one published agreement (Twilio), out of the counted time in
        another (Cloudflare); most do not say.
    """
    for exclusion in agreement.exclusions or ():
        for effect, help in _HELP.items():
            lacking = [m for m in agreement.metrics or () if _lacks(m, exclusion, effect)]
            if not lacking:
                continue
            who = f"metric{'s' if len(lacking) > 1 else ''} {listed(m.id for m in lacking)}"
            message = f"exclusion '{exclusion.id}' does not say what it does to {who}"
            touched = [t.id for t in agreement.targets or () if t.metric in {m.id for m in lacking}]
            for target in touched or [""]:
                yield finding_at(exclusion.at.of(effect), message, help, target=target)


def _lacks(metric: Metric, exclusion: Exclusion, effect: str) -> bool:
    used = exclusion.id in (metric.exclusions or ())
    return used and effect == _effect_on(metric) and getattr(exclusion, effect) is None


def _effect_on(metric: Metric) -> str:
    """The key that says what an exclusion does to a metric; none for figures and scores."""
    if isinstance(metric, AvailabilityMetric):
        return "on_availability"
    records = isinstance(metric, DurationMetric | RatioMetric | ThroughputMetric)
    return "on_tickets" if records else ""
