"""Rule M123."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.chances import chances
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M123", name="volume-below-minimum", severity="warning", aspect="measurable")
def volume_below_minimum(agreement: Agreement) -> Iterator[Finding]:
    """
    Fewer records are expected in a window than are judged.

    What it does:
        Compares `minimum_sample` with the number of records that the service expects in a window.

    Why:
        Below the minimum the answer to `no_events` stands in for the verdict. If that is the usual
        month, the share is never judged, and nobody is ever late.

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time, minimum_sample: 100,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time, minimum_sample: 10,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        Precise reading of the contract language: below `minimum_sample`, the answer to `no_events`.
    """
    for each in chances(agreement):
        if each.expected < each.minimum_sample:
            yield finding_at(
                each.at,
                f"'{each.name}' is judged from {each.minimum_sample} records on, and"
                f" {each.records}: the usual window has no verdict of its own",
                "lower minimum_sample, or judge over a longer window",
                target=each.target.id,
                related=(("the expected volume", each.volume.at.of("expect").span),),
            )
