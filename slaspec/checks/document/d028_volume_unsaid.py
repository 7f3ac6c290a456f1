"""Rule D028."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import TICKETS, measured
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(id="D028", name="volume-unsaid", severity="info", aspect="document")
def volume_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how many tickets a service is made for.

    What it does:
        Looks for `volume` on every service of an SLA contract for which the time of tickets is
        promised. OLAs, UCs and charters are not asked.

    Why:
        A desk staffed for four hundred calls a month is late with a thousand. The provider says
        it was never agreed, the customer that no number was ever named.

    Wrong:

        services: [{service: service-desk}, {service: network}]

    Right:

        services:
          - service: service-desk
            volume: {expect: 400, at_most: 600, per: month, above: counts, growth: 10%}
          - {service: network}

    Source:
        ITIL capacity and performance management: service levels hold for a forecast demand.
    """
    if agreement.kind != "SLA" or not between_companies(agreement):
        return
    timed = {
        target.service
        for target, metric in measured(agreement)
        if isinstance(metric, DurationMetric) and metric.records in TICKETS
    }
    for line in agreement.services or ():
        if line.service in timed and line.volume is None:
            yield finding_at(
                line.at.of("service"),
                f"'{agreement.id}' does not say how many tickets are expected for '{line.service}'",
                "add volume: {expect: 400, at_most: 600, per: month, above: counts, growth: 10%}",
            )
