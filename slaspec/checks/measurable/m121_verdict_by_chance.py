"""Rule M121."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.checks.measurable.chances import chances, odds_of_missing
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement

TOO_LIKELY = Fraction(5, 100)


@rule(id="M121", name="verdict-by-chance", severity="info", aspect="measurable")
def verdict_by_chance(agreement: Agreement) -> Iterator[Finding]:
    """
    A window is missed by chance even where the service is clearly better than promised.

    What it does:
        Computes, for the records that a service expects in a window, how likely a provider
        misses whose records are late exactly as often as the share allows, and one whose records
        are late half as often. It reports where the better one still misses more than 5 % of all
        windows.

    Why:
        With few records a share is a lottery: credits are paid for bad luck, and good months hide
        bad service. Of 20 records 95 % allows one miss; a provider who keeps 97.5 % of all
        records misses every eleventh month all the same.

    Wrong:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 20, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 95%, within: 5h, hours: 24x7}}

    Right:

        services:
          - {service: service-desk, charge: {amount: 40000.00 EUR, per: month},
             volume: {expect: 400, per: month}}
          - {service: network, charge: {amount: 12000.00 EUR, per: month}}
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 95%, within: 5h, hours: 24x7}}

    Source:
        Binomial distribution, computed in whole numbers; records are taken as independent.
    """
    for each in chances(agreement):
        miss = 1 - each.share.value
        if not 0 < miss < 1 or not each.expected:
            continue
        at_target = odds_of_missing(each.expected, each.allowed, miss)
        better = odds_of_missing(each.expected, each.allowed, miss / 2)
        if at_target is None or better is None or not better.above(TOO_LIKELY):
            continue
        if_all = ", if all of them are of this priority" if each.of_priority else ""
        yield finding_at(
            each.at,
            f"'{each.name}': {each.records}, of which {each.allowed} may miss: a provider who keeps"
            f" exactly {each.share} of all records misses {at_target} of the windows by chance, one"
            f" with half as many late records {better}{if_all}",
            "judge over a longer window, or say with few_events how many misses are allowed",
            target=each.target.id,
            related=(("the expected volume", each.volume.at.of("expect").span),),
        )
