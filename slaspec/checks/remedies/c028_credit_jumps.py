"""Rule C028."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.curves import LARGE, curves
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C028", name="credit-jumps", severity="warning", aspect="remedies")
def credit_jumps(agreement: Agreement) -> Iterator[Finding]:
    """
    The smallest change of what is measured moves half of the base or more.

    What it does:
        Computes what every remedy pays as an exact function of the measured value, and shows
        where the amount jumps by at least half of its base at once, with the amount at the
        contracted charge.

    Why:
        One second of down time costs as much as half a month of service. Such a second is
        disputed, and whoever is close to it has every reason to count differently.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 100%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 25%}], over: measured}
            base: {charge: network}

    Source:
        (3)CrossRoads pays 50 points more for one second of down time; inducio forfeits the whole
        fee above 15 points, where 45 % were due before.
    """
    for each in curves(agreement):
        found, base = each.found, each.found.probe.base()
        for jump in found.curve.jumps() if base and found.remedy.nature != "bonus" else ():
            if base and jump.size >= base * LARGE:
                yield finding_at(
                    found.remedy.rate.at,
                    f"'{found.remedy.id}' pays {each.amount(jump.size, base)} more for"
                    f" {found.name} as soon as it is worse than {each.value(jump.value)}",
                    "write rungs or steps between; where both sides want the cliff, this warning"
                    " tells every reader of it",
                    target=found.target.id,
                )
