"""Rule C024."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import caps_of
from slaspec.checks.remedies.rates import is_share
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.quantities import Amount


@rule(
    id="C024",
    name="cap-not-in-money",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def cap_not_in_money(agreement: Agreement) -> Iterator[Finding]:
    """
    A cap is written in something that cannot be compared with an amount.

    What it does:
        Wants `at_most` of every cap as a percentage or a multiple of a base (`25%`, `2x`), or as
        an amount of money.

    Why:
        What is paid is money when it reaches a cap. "At most 15 days" may be fifteen thirtieths of
        a month or fifteen thirty-firsts, and "at most 25" may be per cent or euros.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {flat: 10%}
            base: {charge: network}
            caps: [{per: window, at_most: 15 service days, excess: lost}]

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {flat: 10%}
            base: {charge: network}
            caps: [{per: window, at_most: 50%, of: {charge: network}, excess: lost}]

    Source:
        GitHub's agreement has had a cap of 90 days, which credits of 25 % of a quarter never
        reach; the other caps that were read are shares of charges or amounts of money.
    """
    for cap in caps_of(agreement):
        if not is_share(cap.at_most) and not _is_money(cap.at_most):
            yield finding_at(
                cap.at.of("at_most"),
                f"a cap of {cap.at_most} cannot be compared with what is paid",
                "write a share of a base (at_most: 25%, of: {charge: …}) or an amount of money",
            )


def _is_money(amount: Amount) -> bool:
    return amount.unit.isupper()
