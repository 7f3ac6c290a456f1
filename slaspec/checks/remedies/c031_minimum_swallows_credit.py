"""Rule C031."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.checks.remedies.curves import curves
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C031", name="minimum-swallows-credit", severity="warning", aspect="remedies")
def minimum_swallows_credit(agreement: Agreement) -> Iterator[Finding]:
    """
    A credit is so small that the minimum payable swallows it, alone in its statement.

    What it does:
        Compares what every remedy pays at the contracted charges, at each rung and at its most,
        with `minimum_payable`.

    Why:
        "Only credits above one dollar" sounds like a trifle. Of a service for ten dollars a credit
        of ten per cent is exactly one dollar, and is never paid.

    Wrong:

        services: [{service: network, charge: {amount: 10.00 EUR, per: month}}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             minimum_payable: {more_than: 1.00 EUR, of: line}}

    Right:

        services: [{service: network, charge: {amount: 10.10 EUR, per: month}}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             minimum_payable: {more_than: 1.00 EUR, of: line}}

    Source:
        AWS pays credits of more than one dollar.
    """
    for each in curves(agreement):
        minimum, curve = each.found.remedy.minimum_payable, each.found.curve
        if minimum is None or not each.contracted:
            continue
        least = Fraction(minimum.more_than.amount)
        constant = {abs(piece.start) for piece in curve.pieces if piece.steps is None}
        swallowed = sorted(amount for amount in constant if 0 < amount <= least)
        if swallowed:
            most = max(constant)
            whole = "nothing is ever paid" if most <= least else "a miss of that kind costs nothing"
            yield finding_at(
                minimum.at.of("more_than"),
                f"'{each.found.remedy.id}' comes to {each.amount(swallowed[-1])} at the contracted"
                f" charge, and no more than {minimum.more_than} is not paid: {whole}",
                "lower the minimum, or say that small credits are carried to the next statement",
                target=each.found.target.id,
            )
