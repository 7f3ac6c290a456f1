"""Rule C005."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.checks.remedies.rates import most_for
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, limit_of, objectives
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target

_COUNTED = {"occurrences": "number of occurrences", "excess_records": "number of excess records"}


@rule(id="C005", name="credit-without-cap", severity="warning", aspect="remedies")
def credit_without_cap(agreement: Agreement) -> Iterator[Finding]:
    """
    A remedy can pay more than its base, and no cap stops it.

    What it does:
        Computes the most that each remedy pays in a window. Where there is no cap and the rate does
        not end at 100 % of its base by itself, it shows the figure, or which has no limit: what is
        paid for one record (outage, incident, window), their number, or both.

    Why:
        One bad month can cost more than a year earns. Whoever signs should have seen the number.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 0.1pp, count: whole}
            rate: {per_step: 2%}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 0.1pp, count: whole}
            rate: {per_step: 2%}
            base: {charge: network}
            caps: [{per: window, at_most: 25%, of: {charge: network}, excess: lost}]

    Source:
        Slack's older agreement paid 100 times the fee of the lost time: the whole bill from 1 % of
        downtime on.
    """
    if agreement.caps:
        return
    for target, remedy in followed(agreement):
        exposure = None if remedy.caps else _exposure(agreement, target, remedy)
        if exposure is not None:
            yield finding_at(
                remedy.at.of("id"),
                f"'{remedy.id}' has no cap: {exposure}",
                "add caps: [{per: window, at_most: 25%, of: {charge: …}, excess: lost}], or caps"
                " over the whole agreement",
                target=target.id,
            )


def _exposure(agreement: Agreement, target: Target, remedy: Remedy) -> str | None:
    """What can be paid beyond the whole base, in words; None where it ends there."""
    each = remedy.for_each or "window"
    by_record = remedy.base is not None and remedy.base.record is not None
    many = each != "window" and remedy.rate.lost_time is None and not by_record
    most = [most_for(remedy, limit_of(objective)) for _, objective in objectives(target)]
    endless = not all(one.finite for one in most)
    if many or endless:
        return _without_end(remedy, each, many=many, endless=endless)
    largest = max((one.share or Fraction(0) for one in most), default=Fraction(0))
    if largest <= 1:
        return None
    return f"it pays up to {_percent(largest)} of its base{_money(agreement, remedy, largest)}"


def _without_end(remedy: Remedy, each: str, *, many: bool, endless: bool) -> str:
    """Which has no limit: what is paid for one evaluation, how many there are, or both."""
    of = (remedy.quantity and remedy.quantity.of) or "distance from the objective"
    what = _COUNTED.get(of, of.replace("_", " "))
    number = f"the number of {each}s in a window"
    if many and endless:
        return f"there is no limit to the {what} of one {each}, nor to {number}"
    if many:
        return f"what it pays for one {each} is limited, but {number} is not"
    return f"there is no limit to the {what} that it pays for in one {each}"


def _percent(share: Fraction) -> str:
    return f"{share.numerator * 100 // share.denominator:,}%"


def _money(agreement: Agreement, remedy: Remedy, share: Fraction) -> str:
    """The amount, where the base is one charge for the length of the window."""
    window = answer("window", remedy, agreement.interpretation)
    for line in agreement.services or ():
        charge = line.charge
        is_base = remedy.base is not None and line.service == remedy.base.charge
        if is_base and charge and charge.amount and charge.per == window:
            amount = int(Fraction(charge.amount.amount) * share)
            return f", {amount:,} {charge.amount.currency} a {window}"
    return ""
