"""Rule C032."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.checks.remedies.curves import Priced, curves
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement

_WHOLE = Fraction(100)


@rule(id="C032", name="small-miss-costs-nothing", severity="warning", aspect="remedies")
def small_miss_costs_nothing(agreement: Agreement) -> Iterator[Finding]:
    """
    Only whole steps are paid, and the first is wider than all that the objective allows.

    What it does:
        Computes from which value on a rate for whole steps pays, and compares the distance from
        the objective with what the objective itself allows to go wrong.

    Why:
        "2 % for each full percentage point below 99.5 %" pays nothing down to 98.5 %. The promise
        reads like half a point of down time, and is one and a half.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 1pp, count: whole}
            rate: {per_step: 2%}
            base: {charge: network}
            caps: [{per: window, at_most: 10%, of: {charge: network}, excess: lost}]

    Right:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 1pp, count: commenced}
            rate: {per_step: 2%}
            base: {charge: network}
            caps: [{per: window, at_most: 10%, of: {charge: network}, excess: lost}]

    Source:
        A German clause pays 2 % for each full percentage point below the target: 0.99 points,
        seven hours of a month, are free.
    """
    for each in curves(agreement):
        quantity, edge = each.found.remedy.quantity, each.found.axis.edge
        if quantity is None or quantity.count != "whole" or edge.unit != "%":
            continue
        paid_from, allowed = _paid_from(each), _WHOLE - edge.figure
        if not edge.higher_is_better or paid_from is None or not allowed:
            continue
        free = edge.figure - paid_from
        if free > allowed:
            yield finding_at(
                quantity.at.of("count"),
                f"{each.found.name} is missed below {each.value(edge.figure)}, and"
                f" '{each.found.remedy.id}' pays from {each.value(paid_from)} on: between them a"
                " miss costs nothing",
                "write a smaller step, or count: commenced; where both sides want the gap, this"
                " warning tells every reader of it",
                target=each.found.target.id,
            )


def _paid_from(each: Priced) -> Fraction | None:
    """The first value, from good to bad, at which something is paid."""
    axis = each.found.axis
    if axis.of_records or each.found.remedy.nature == "bonus":
        return None
    return next((jump.value for jump in each.found.curve.jumps() if jump.size > 0), None)
