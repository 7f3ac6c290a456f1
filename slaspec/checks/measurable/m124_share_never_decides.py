"""Rule M124."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.chances import chances
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M124", name="share-never-decides", severity="info", aspect="measurable")
def share_never_decides(agreement: Agreement) -> Iterator[Finding]:
    """
    In the usual window a count of misses decides, and not the share that is written.

    What it does:
        Compares `few_events.up_to` with the number of records that the service expects in a window.

    Why:
        The figure on the first page is then an ornament. Both sides should know which rule they
        will live by.

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             few_events: {up_to: 50, allow_misses: 10},
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             few_events: {up_to: 9, allow_misses: 1},
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        Precise reading of the contract language: up to `few_events.up_to` records a count decides.
    """
    for each in chances(agreement):
        few = each.few
        if few is not None and each.expected <= few.up_to:
            yield finding_at(
                each.at,
                f"'{each.name}': up to {few.up_to} records {few.allow_misses} may miss, and"
                f" {each.records}: the count decides, {each.share} does not",
                "lower few_events.up_to, or write the count as the target",
                target=each.target.id,
                related=(("the expected volume", each.volume.at.of("expect").span),),
            )
