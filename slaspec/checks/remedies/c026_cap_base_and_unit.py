"""Rule C026."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import caps_of
from slaspec.checks.remedies.rates import SERVICE_TIME, is_share, paid_amounts
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import bindings, followed, used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Target


@rule(
    id="C026",
    name="cap-base-and-unit",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def cap_base_and_unit(agreement: Agreement) -> Iterator[Finding]:
    """
    An amount and what it is a part of do not go together.

    What it does:
        A cap in percent says `of` what, a cap in money does not. A rate in money has no `base`.
        What is paid has a unit. An `allocation` is a part of an amount `at_risk`, and a `pool` is
        shared by allocations.

    Why:
        "At most 20 %" of the service, of the invoice or of the credit are three amounts, and "5"
        is per cent for one reader and euros for the other.

    Wrong:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             caps: [{per: window, at_most: 20%, excess: lost}]}

    Right:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             caps: [{per: window, at_most: 20%, of: {charge: network}, excess: lost}]}

    Source:
        Precise reading of the contract language: the unit is part of the value, and a percentage
        of a cap is of a base of its own.
    """
    for cap in caps_of(agreement):
        if is_share(cap.at_most) and cap.of is None:
            help = "add of: {charge: …} with the service, or of: {all_charges: contracted}"
            message = f"the cap of {cap.at_most} per {cap.per} does not say of what"
            yield finding_at(cap.at.of("at_most"), message, help)
        if cap.at_most.unit.isupper() and cap.of is not None:
            message = f"the cap is {cap.at_most}, whatever the charge: 'of' has no effect"
            yield finding_at(cap.at.of("of"), message, "drop of, or write at_most in percent")
    for remedy in used_remedies(agreement):
        yield from _of_rate(remedy)
    for target, remedy in followed(agreement):
        yield from _of_binding(target, remedy)


def _of_rate(remedy: Remedy) -> Iterator[Finding]:
    paid = list(paid_amounts(remedy))
    for each in paid:
        if each.amount.unit == "":
            message = f"'{remedy.id}' pays {each.amount}, but {each.amount} of what?"
            yield finding_at(each.at, message, "write it with its unit: 5%, 500.00 EUR, 2 points")
    in_parts = any(is_share(e.amount) or e.amount.unit in SERVICE_TIME for e in paid)
    whole_base = remedy.rate.lost_time is not None or remedy.rate.forfeits_over is not None
    in_money = any(each.amount.unit.isupper() for each in paid)
    if remedy.base is not None and in_money and not in_parts and not whole_base:
        message = f"'{remedy.id}' pays money, whatever the charge: 'base' has no effect"
        yield finding_at(remedy.at.of("base"), message, "drop base, or write the rate in percent")


def _of_binding(target: Target, remedy: Remedy) -> Iterator[Finding]:
    said = [b for b in target.remedies or () if isinstance(b, Binding) and b.remedy == remedy.id]
    allocated = next((b for b in said if b.allocation is not None), None)
    base = remedy.base
    if allocated is not None and (base is None or base.at_risk is None):
        yield finding_at(
            allocated.at.of("allocation"),
            f"'{target.id}' is allocated {allocated.allocation} of '{remedy.id}', which has no"
            " amount at risk",
            "write base: {at_risk: 10%, of: …} in the remedy, or drop the allocation",
        )
    if base is not None and base.pool is not None and allocated is None:
        at = next(at for id, at in bindings(target) if id == remedy.id)
        message = f"'{target.id}' has no part of the pool of {base.pool} that '{remedy.id}' pays"
        yield finding_at(at, message, f"write {{remedy: {remedy.id}, allocation: 40%}}")
