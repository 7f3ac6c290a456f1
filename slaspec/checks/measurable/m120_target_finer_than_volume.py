"""Rule M120."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.chances import chances, first_miss
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M120", name="target-finer-than-volume", severity="warning", aspect="measurable")
def target_finer_than_volume(agreement: Agreement) -> Iterator[Finding]:
    """
    A share is finer than the records of a window can show: not one of them may miss.

    What it does:
        Compares the number of records that a service expects in a window (`volume.expect`) with
        the smallest number of which the share allows one to miss. Shares of 100 % are passed over:
        they say that nothing may miss.

    Why:
        99.9 % sounds as if something were allowed. Of forty tickets a month it allows none: one
        late ticket is 97.5 %. Whoever signs should know that the promise is "all of them".

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 99.9%, within: 5h, hours: 24x7}}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 40, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 97.5%, within: 5h, hours: 24x7}}

    Source:
        Arithmetic: a share s of n records allows the whole part of n (1 - s) misses.
    """
    for each in chances(agreement):
        share = each.share.value
        if each.allowed or share >= 1 or not each.expected:
            continue
        yield finding_at(
            each.at,
            f"'{each.name}': {each.share} lets the first record miss when there are"
            f" {first_miss(share)}, and {each.records}: a single miss misses the {each.window}",
            "say 100% if that is meant, judge over a longer window, or allow a count (few_events)",
            target=each.target.id,
            related=(("the expected volume", each.volume.at.of("expect").span),),
        )
